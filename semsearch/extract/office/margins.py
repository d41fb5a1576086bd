"""Headers and footers of printed pages."""

import re

_FEW_WORDS = 2
"""Words beside a number of a page that say nothing: "Page 1 / 99"."""

# Fonts, sizes, colours, styles; places; and what is filled in when they are printed (ISO/IEC 29500-1, 18.3.1.46).
_CODE = re.compile(r'&(?:"[^"]*"|\d+|K(?:[0-9A-F]{6}|\d\d[+-]\d{3})|([LCR])|([PNDTAFZG]|\[\w+\])|(&)|.)', re.IGNORECASE)


def says_nothing(text: str) -> bool:
    """Whether that is all there is beside what is filled in when a page is printed."""
    return len(text.split()) <= _FEW_WORDS


def margin_text(codes: str) -> str:
    """A header or footer of a sheet without the codes in it; "" where it only counts pages or names the sheet."""
    is_filled_in = any(code[2] for code in _CODE.finditer(codes))
    text = " ".join(_CODE.sub(lambda code: "  " if code[1] else code[3] or "", codes).split())
    return "" if is_filled_in and says_nothing(text) else text
