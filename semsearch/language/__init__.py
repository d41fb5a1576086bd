"""Languages, alphabets, sentences, words and their stems. Pure."""
