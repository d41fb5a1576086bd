"""What is written in a TiddlyWiki: its page shows the tiddlers by a script, and keeps them where nothing is shown."""

import json
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

_OF_THE_PROGRAM = "$:/"


def tiddlers_text(tree: LexborHTMLParser) -> str:
    """The tiddlers that a person wrote, each below its title and with its tags; "" where a page holds none."""
    return "\n\n\n".join("\n".join(filter(None, tiddler)) for tiddler in _tiddlers(tree))


def _tiddlers(tree: LexborHTMLParser) -> Iterator[tuple[str, str, str]]:
    """Titles, texts and tags: in JSON (since version 5.2), or in elements with attributes."""
    for store in tree.css("script.tiddlywiki-tiddler-store"):
        try:
            held = json.loads(store.text())
        except ValueError:
            continue
        for fields in held if isinstance(held, list) else ():
            if isinstance(fields, dict) and _is_own(title := str(fields.get("title", ""))):
                yield title, str(fields.get("text", "")), str(fields.get("tags", ""))
    for tiddler in tree.css("#storeArea > div"):
        attributes = tiddler.attributes
        if _is_own(title := attributes.get("title") or attributes.get("tiddler") or ""):
            yield title, tiddler.text().strip(), attributes.get("tags") or ""


def _is_own(title: str) -> bool:
    return bool(title) and not title.startswith(_OF_THE_PROGRAM)
