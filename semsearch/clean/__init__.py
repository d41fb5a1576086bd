"""What an author wrote, set apart from what was quoted, signed or appended, and texts made comparable. Pure."""

from semsearch.clean.normal import base_subject, normalise
from semsearch.clean.reply import split_reply

__all__ = ["base_subject", "normalise", "split_reply"]
