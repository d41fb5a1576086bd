"""Style sheets -> what of a page they hide on every screen, by the class of its elements.

Of newsletters that is what list views show of them, and what is for small screens. In doubt an element is seen: rather
than the rules of the cascade, it counts that any rule shows what has one of its classes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

ZERO = r"\s*:\s*0+(?:px|pt|em|%)?\s*(?:;|!|$)"
"""A length or share of nothing, behind the name of a property."""

HIDDEN = re.compile(
    rf"display\s*:\s*none|visibility\s*:\s*hidden|(?:opacity|max-height){ZERO}|text-indent\s*:\s*-\d{{4}}"
    rf"|^(?=.*overflow\s*:\s*hidden)(?=.*(?<![\w-])(?:max-)?(?:height|width){ZERO})",
    re.IGNORECASE,
)
SHOWN = re.compile(
    r"display\s*:(?!\s*none)|visibility\s*:\s*visible|(?:opacity\s*:\s*0?|max-height\s*:\s*)[.1-9]", re.IGNORECASE
)
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|$)|<!--|-->")
_SIGN = re.compile(r"[{};]")
_OF_CLASS = re.compile(r"([a-z][a-z0-9]*)?\.([\w-]+)", re.IGNORECASE)
_STEP = re.compile(r"[\s>+~]")
_CLASS = re.compile(r"\.([\w-]+)")
_ELSEWHERE = re.compile(r"max-(?:device-)?width|print", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Styles:
    """The classes that are hidden, each with the elements (by tag, "" for all) that are; and those that are shown."""

    hidden: frozenset[tuple[str, str]] = frozenset()
    shown: frozenset[str] = frozenset()

    def hide(self, tag: str, classes: Iterable[str]) -> bool:
        """Whether an element is hidden."""
        own = set(classes)
        return self.shown.isdisjoint(own) and any((name, each) in self.hidden for each in own for name in ("", tag))


def styles(sheets: Iterable[str]) -> Styles:
    """What some style sheets say together."""
    hidden: set[tuple[str, str]] = set()
    shown: set[str] = set()
    for sheet in sheets:
        for selectors, body in _rules(_COMMENT.sub("", sheet)):
            if selectors.startswith("@"):  # what holds on some screens can only show
                shown |= set() if _ELSEWHERE.search(selectors) else _shown(_rules(body))
            elif HIDDEN.search(body):
                found = (_OF_CLASS.fullmatch(selector.strip()) for selector in selectors.split(","))
                hidden |= {((each[1] or "").lower(), each[2]) for each in found if each}
            else:
                shown |= _shown([(selectors, body)])
    return Styles(frozenset(hidden), frozenset(shown))


def _shown(rules: Iterable[tuple[str, str]]) -> set[str]:
    """The classes of the elements that rules show, whatever is to be true of what is around these."""
    selectors = (selector for rule, body in rules if SHOWN.search(body) for selector in rule.split(","))
    return {name for selector in selectors for name in _CLASS.findall(_STEP.split(selector.strip())[-1])}


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """The rules: selectors, and what is between the braces behind them, which may be rules again."""
    depth = start = 0
    selectors = ""
    for sign in _SIGN.finditer(css):
        if sign[0] == "{":
            if depth == 0:
                selectors, start = css[start : sign.start()].strip(), sign.end()
            depth += 1
        elif depth <= 1:
            if sign[0] == "}":
                if depth:
                    yield selectors, css[start : sign.start()]
                depth, start = 0, sign.end()
            elif depth == 0:  # the end of an @import
                start = sign.end()
        elif sign[0] == "}":
            depth -= 1
