"""Files of texts, as training data comes: the engine of duplicates without a mailbox."""
