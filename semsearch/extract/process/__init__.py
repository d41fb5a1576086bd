"""Reading in a process of its own, which may do no harm, hang or end."""
