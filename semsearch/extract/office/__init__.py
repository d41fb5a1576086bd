"""Documents of Microsoft Office, OpenDocument and RTF -> their text."""
