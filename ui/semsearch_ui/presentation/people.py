"""Senders and recipients as a person would name them."""

from email.utils import parseaddr
from functools import lru_cache

NAMED = 6
"""Recipients that are named."""


@lru_cache(maxsize=1024)
def name_of(address: str) -> str:
    """The display name in an address header, else the address, else what is there: names alone, as of those who talk in
    a chat."""
    if not any(mark in address for mark in "@<(") or ("; " in address and not address.endswith(">")):
        return address.strip(" '\"")
    name, mailbox = parseaddr(address)
    return name.strip("'\"") or mailbox.strip("'\"") or address.strip()


def address_of(address: str) -> str:
    """What stands in an address header's angle brackets; "" without them."""
    start, end = address.rfind("<"), address.rfind(">")
    return address[start + 1 : end] if 0 <= start < end else ""


def names_of(addresses: tuple[str, ...]) -> str:
    """Names joined by commas; past `NAMED` an ellipsis stands for the rest."""
    shown = ", ".join(map(name_of, addresses[:NAMED]))
    return f"{shown}, …" if len(addresses) > NAMED else shown
