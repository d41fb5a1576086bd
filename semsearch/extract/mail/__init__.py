"""Messages as mail programs send and keep them -> their text, their header, and what is attached.

recognising   whether bytes are a message
message       one mail: mending (of bytes), headers, parts (the MIME tree; leaves, transfer), bodies (flowed, sealed)
digest        messages within plain text; mailboxes: within files
emlx, dbx     of Apple Mail and Outlook Express
outlook       items of Outlook, from any of its files: msg, pst, olm, tnef (mapi, particulars)
"""
