"""Documents that are text, marked up or structured -> what of it is for people."""
