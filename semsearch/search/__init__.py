"""A question or an example -> the documents that answer it, in order, with why."""
