"""What is on disk, and where a mail begins and ends in it."""
