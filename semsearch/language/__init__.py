"""Words, letters and languages: what a text is made of. Pure."""
