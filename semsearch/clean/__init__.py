"""What an author wrote, set apart from what was quoted, signed or appended, and texts made comparable. Pure."""

from semsearch.clean.forwards import split_forward
from semsearch.clean.normal import base_subject, is_forward, normalise
from semsearch.clean.reply import split_reply

__all__ = ["base_subject", "is_forward", "normalise", "split_forward", "split_reply"]
