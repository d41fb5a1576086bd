"""Senders and recipients as a person would name them."""

from email.utils import parseaddr
from functools import lru_cache


@lru_cache(maxsize=1024)
def name_of(address: str) -> str:
    """The display name in an address header, else the address, else what is there."""
    name, mailbox = parseaddr(address)
    return name.strip("'\"") or mailbox.strip("'\"") or address.strip()


def address_of(address: str) -> str:
    """What stands in an address header's angle brackets; "" without them."""
    start, end = address.rfind("<"), address.rfind(">")
    return address[start + 1 : end] if 0 <= start < end else ""


def names_of(addresses: tuple[str, ...], limit: int = 6) -> str:
    """Names joined by commas; past `limit` an ellipsis stands for the rest."""
    shown = ", ".join(name_of(address) for address in addresses[:limit])
    return f"{shown}, …" if len(addresses) > limit else shown
