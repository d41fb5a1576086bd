"""A run of the index: from what lies on the disk to what can be found."""
