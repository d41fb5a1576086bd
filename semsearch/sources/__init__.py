"""The files on disk: scanning and watching folders, and splitting mailboxes into messages."""
