"""Archives -> the files in them."""
