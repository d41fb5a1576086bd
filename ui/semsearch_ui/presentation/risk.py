"""Which files may be opened on a click, and which only after a word of warning."""

HARMLESS = frozenset(
    """
    txt md csv tsv log pdf rtf epub fb2 djvu png jpg jpeg gif bmp tif tiff webp heic ico mp3 ogg oga opus flac wav m4a
    mp4 m4v mkv mov avi webm docx odt xlsx ods pptx odp eml ics vcf zip 7z tar gz bz2 xz zst rar
    """.split()
)
"""Suffixes of what programs only show. Everything else may run something, old Office files by
their macros: nobody can list all that does."""


def is_risky(name: str) -> bool:
    """Whether opening a file of this name may run what somebody has written."""
    stem, dot, suffix = name.strip(" .").rpartition(".")
    return not (dot and stem) or suffix.casefold() not in HARMLESS
