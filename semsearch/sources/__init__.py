"""The files on disk: scanning and watching folders, and splitting mailboxes into messages.

scan       all files of a source; rules: which are left out; admission: which folders can be sources
watch      notifications of changes; inotify: on Linux
mailbox    files that hold many messages; stores: those of The Bat! and Foxmail
"""
