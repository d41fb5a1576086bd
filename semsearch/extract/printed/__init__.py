"""Documents that are printed pages, PDF and XPS -> their text."""
