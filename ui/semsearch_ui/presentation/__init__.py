"""Values into words and marked text: functions that need no window and are tested without one."""
