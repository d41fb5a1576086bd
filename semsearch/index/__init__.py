"""Indexing: from the files on disk to documents that can be found.

scanning          scans the sources and compares them with the catalogue; a run with nothing to do ends here
changes           new, changed, moved and missing files
away              files on disks that are not mounted
indexing          a whole run
ingesting         reads files in child processes and stores their documents
mailboxes         which messages of a mailbox are new
reading           from bytes to documents ready to be stored, in the child processes
reading_progress  how much there is to read
ocr               text recognition in pictures, a second pass
rechunking        chunks stored documents anew
footers           separates the footers that senders and lists repeat
encoding          computes the vectors that are missing
"""
