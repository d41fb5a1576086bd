"""Duplicates in files of texts, such as training data.

deduplication   the interface
textfiles       rows read and filtered: storage (compression, encoding), formats (JSON, CSV), fields (the text of a row)
"""
