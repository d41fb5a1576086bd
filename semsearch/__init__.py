"""Finds e-mails and documents by what they mean."""

from importlib.metadata import version

__version__ = version("semsearch")
