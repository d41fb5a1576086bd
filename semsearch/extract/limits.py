"""How much of one input is read. Bad and hostile files are normal on a disk; these keep each of them cheap."""

MAX_BYTES = 64 * 1024 * 1024
"""Bytes of one file that is not a mailbox, or of one message. Anything larger is skipped without reading it."""

MAX_CHAT_BYTES = 256 * 1024 * 1024
"""Bytes of a file in JSON that holds chats, which are cut into conversations."""

MAX_TEXT_CHARS = 2_000_000
"""Characters kept of one document, about 800 printed pages; the rest is cut off."""

MAX_WORD_CHARS = 2_000
"""A word this long in XML or JSON is no word, but a picture in base64 or the like."""

MAX_PARTS = 500
"""MIME parts looked at in one message."""

MAX_DEPTH = 24
"""How deep MIME parts may nest. Real mail forwarded many times stays under ten."""

MAX_HEADER_CHARS = 64 * 1024
"""Characters looked at in one header field."""

MAX_REFERENCES = 200
"""Message-IDs kept of References, the newest ones."""

MAX_RECIPIENTS = 500
"""Recipients kept of To and Cc."""

MAX_PAGES = 5_000
"""Pages read of a PDF."""

MAX_UNPACKED_BYTES = 512 * 1024 * 1024
"""What the members of a zipped document may add up to once unpacked."""

MAX_PREVIEW_CHARS = 1_000_000
"""Characters of HTML that are made safe for showing; of more the text is shown."""

MAX_ARCHIVE_BYTES = 512 * 1024 * 1024
"""Bytes of an archive as it lies on the disk."""

MAX_ARCHIVE_DEPTH = 8
"""How deep archives may lie in each other."""

MAX_MEMBERS = 10_000
"""Files looked at in an archive, in those inside it as well."""

MAX_RATIO = 1_000
"""How many times its packed size a large member may have. Text hardly passes 20, endless zeros have 1,030."""

MAX_OUTPUT_CHARS = 50_000_000
"""Characters of text taken from all files of an archive."""

ARCHIVE_SECONDS = 100
"""How long the files of an archive are read; less than a task may take as a whole, so that those read are kept."""
