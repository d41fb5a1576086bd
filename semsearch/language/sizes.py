"""Sizes as people write them: 500k, 1.5M, 2 GiB."""

import re

_SIZE = re.compile(r"([0-9]{1,18})(?:[.,]([0-9]{1,18}))?\s*([kmg]?)i?b?", re.IGNORECASE)
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_LARGEST = (1 << 63) - 1  # SQLite's largest integer


def parse_size(text: str) -> int | None:
    """The number of bytes in a text, in units of 1024; None if it is no size."""
    matched = _SIZE.fullmatch(text.strip())
    if matched is None:
        return None
    whole, fraction, unit = matched.groups("")
    scale = _UNITS[unit.lower()]
    return min(int(whole) * scale + int(float(f"0.{fraction or 0}") * scale), _LARGEST)
