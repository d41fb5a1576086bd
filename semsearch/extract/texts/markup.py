"""reStructuredText, AsciiDoc and Org -> their text without the marks. None of them is parsed: a line is looked at for
what it is by its beginning, then for the marks within it; code stays as it is."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

from semsearch.extract.characters import one_line, tidy
from semsearch.extract.reading import Reading
from semsearch.extract.texts.front_matter import headers
from semsearch.extract.texts.text import read_text

Marks: TypeAlias = Sequence[tuple["re.Pattern[str]", str]]
"""What is replaced within a line, and by what."""

_TITLED = 200
"""Lines among which the title is."""

_BEFORE, _AFTER = r"(?:(?<=^)|(?<=[\s\-({\['\"—«„|]))", r"(?=[\s\-.,:;!?)}\]'\"—»“|]|$)"
_CELL_SPACE = "  "
_LONGEST_LINE = 10_000
"""Characters of a line that people write."""


def _around(mark: str) -> "re.Pattern[str]":
    """Words between two of these marks, which touch them and no other word."""
    return re.compile(rf"{_BEFORE}{mark}(?=\S)(.{{1,500}}?)(?<=\S){mark}{_AFTER}")


# -- reStructuredText --

_UNDERLINE = re.compile(r"([=\-~^\"'#*+.`:_])\1{2,}$")
_RULER = re.compile(r"\s*([=\-~^\"'#*+.`:_])\1{2,}\s*$|\s*[+=-](?=[-=+| ]*[-=]{2})[-=+| ]*$")
_ROW = re.compile(r"\s*\|\s(.*?)\s*\|?\s*$")
_EXPLICIT = re.compile(r"(\s*)\.\.(?:\s+(.*)|$)")
_DIRECTIVE = re.compile(r"(?:\|[^|]+\|\s+)?([\w:+.-]+?)::(?:\s+(.*)|$)")
_NOTE = re.compile(r"\[[^\]]+\]\s+(.*)")
_OPTION = re.compile(r"\s+:(\w[\w-]*):(?:\s+(.*)|$)")
_OF_CODE = frozenset(("code-block", "sourcecode", "code", "parsed-literal", "math", "prompt", "doctest", "testcode"))
_NOT_SHOWN = frozenset(("toctree", "include", "literalinclude", "raw", "index", "highlight", "contents", "meta"))
_NAMES_NOTHING = frozenset(("image", "figure", "only", "role", "default-role", "currentmodule"))
_OF_RST: Marks = (
    (re.compile(r"^(\s*)[*+•]\s+(?=\S)"), r"\1- "),
    (re.compile(r"``(.{1,500}?)``"), r"\1"),
    (re.compile(r"(?::[\w:+.-]+:)?`(?:[~!])?([^`<]{1,300}?)\s*(?:<[^`>]{0,500}>)?`__?(?!\w)"), r"\1"),
    (re.compile(r":[\w:+.-]+:`[~!]?([^`<]{1,300}?)\s*(?:<[^`>]{0,500}>)?`"), r"\1"),
    (re.compile(r"(?<!\w)`([^`]{1,300})`(?!\w)"), r"\1"),
    (_around(r"\*\*"), r"\1"),
    (_around(r"\*"), r"\1"),
    (re.compile(r"\\([^\w\s])"), r"\1"),
)


def read_rst(content: bytes, name: str) -> Reading:
    """reStructuredText without its marks, and without what is not shown: comments, targets, options, lists of files.
    The title is that of the headers above it, as of a PEP, else the first line with a line of punctuation under it."""
    reading = _read(content, name, _rst, _rst_titles, _OF_RST)
    above = headers(reading.text)
    return replace(reading, title=above.title or reading.title, date=above.date)


def _rst_titles(lines: Sequence[str]) -> Iterator[str]:
    for line, under in pairwise(lines):
        title = line.strip()
        if title and not _UNDERLINE.match(title) and _UNDERLINE.match(under) and len(under) + 2 >= len(title):
            yield title


def _rst(lines: Sequence[str]) -> Iterator[str]:  # noqa: C901 - a list of what a line can be
    literal = hidden = -1  # the indentation of what a block of code or of what is not shown belongs to
    options = False
    for line in lines:
        indent = len(line) - len(line.lstrip()) if line.strip() else 1 << 30
        options = options and _OPTION.match(line) is not None
        if indent <= hidden:
            hidden = -1
        if indent <= literal:
            literal = -1
        if hidden >= 0:
            continue
        if options:
            given = _OPTION.match(line)
            if given and given[1] in ("alt", "name", "caption") and given[2]:
                yield given[2]
        elif literal >= 0:
            yield line
        elif explicit := _EXPLICIT.match(line):
            found = _DIRECTIVE.match(explicit[2] or "")
            note = _NOTE.match(explicit[2] or "")
            if found is None or found[1] in _NOT_SHOWN:
                hidden = -1 if note else indent
                yield note[1] if note else ""
                continue
            options = True
            literal = indent if found[1] in _OF_CODE else -1
            shown = found[2] if found[1] not in _OF_CODE | _NAMES_NOTHING and found[2] else ""
            yield explicit[1] + _without(shown, _OF_RST)
        elif _RULER.match(line):
            continue
        else:
            row = _ROW.match(line)
            shown = _cells(row[1], " |") if row else line.rstrip()
            if shown.endswith("::"):
                literal = indent
                shown = "" if shown.strip() == "::" else shown[:-1]
            yield _without(shown, _OF_RST)


# -- AsciiDoc --

_ASCIIDOC_TITLE = re.compile(r"={1,6}[ \t]+(\S.*)$")
_FENCE = re.compile(r"(?:(-{4,}|\.{4,}|\+{4,}|/{4,}|```)[\w,]*|={4,}|\*{4,}|_{4,}|--|[|!,:]===)\s*$")
_COMMENT = re.compile(r"//(?!/)")
_ATTRIBUTE = re.compile(r":!?\w[\w-]*!?:(?:\s|$)|\[[^\]]*\]\s*$|\[\[.*\]\]\s*$")
_OF_FILES = re.compile(r"(?:include|ifdef|ifndef|ifeval|endif|toc|video|audio)::\S*\[")
_HEADING = re.compile(r"(?:={1,6}|#{1,6})\s+(?=\S)|\.(?=[^\s.])")
_TERM = re.compile(r"^(\S.{0,200}?):{2,4}(?=\s|$)")
_ITEM = re.compile(r"^\s*(?:\*{1,5}|\.{1,5}|-)\s+(?=\S)")
_SPEC = re.compile(r"^\s*[\d.+*<>^aehlmsv]{0,8}(?=\|)")
_SET = re.compile(r":(\w[\w-]*):\s+(.*\S)")
_GET = re.compile(r"\{(\w[\w-]{0,60})\}")
_LONGEST_VALUE = 1_000
"""Characters of an attribute, which may be made of others."""
_OF_ASCIIDOC: Marks = (
    (re.compile(r"\bimage::?[^\s\[]*\[\"?([^\],\"]*)[^\]]*\]|\bicon:\w*\[[^\]]*()\]"), r"\1"),
    (re.compile(r"\bmenu:([^\[\n]+)\[([^\]]*)\]"), r"\1 \2"),
    (
        re.compile(
            r"(?:\b(?:https?|ftp|irc|link|xref|mailto|kbd|btn|footnote|pass|stem|anchor):|\{[\w-]{1,60}\})[^\s\[\]]{0,1000}"
            r"\[([^\]]{1,300}?)(?:,\s*\w+=[^\]]{0,100}|\^)?\]"
        ),
        r"\1",
    ),
    (re.compile(r"<<(?:[^<>,]{1,200},\s*)?([^<>]{1,300})>>"), r"\1"),
    (re.compile(r"\[\[[^\]]{0,200}\]\]|\(\(\([^)]{0,200}\)\)\)|\s\+$"), ""),
    (re.compile(r"\(\((?=\w)([^()]{1,200})\)\)"), r"\1"),
    (re.compile(r"(?:\[[.#][\w. -]+\])?##?(?=\S)([^#]{1,300})##?"), r"\1"),
    (re.compile(r"\*\*(\S.{0,500}?)\*\*|__(\S.{0,500}?)__|``(\S.{0,500}?)``"), r"\1\2\3"),
    (_around(r"\*"), r"\1"),
    (_around("`"), r"\1"),
    (_around("_"), r"\1"),
    (_around(r"\+"), r"\1"),
)


def read_asciidoc(content: bytes, name: str) -> Reading:
    """AsciiDoc without its marks, attributes and comments. The title is its first heading, which is not of the first
    level in a chapter."""
    return _read(content, name, _asciidoc, lambda lines: _matches(_ASCIIDOC_TITLE, lines), _OF_ASCIIDOC)


def _asciidoc(lines: Sequence[str]) -> Iterator[str]:  # noqa: C901 - a list of what a line can be
    literal = ""  # the line that ends a block of code or a comment
    attributes: dict[str, str] = {}
    for raw in lines:
        line = _GET.sub(lambda name: attributes.get(name[1], name[0]), raw)
        if literal:
            if raw.rstrip() == literal:
                literal = ""
            elif not literal.startswith("/"):
                yield raw
        elif fence := _FENCE.match(line):
            literal = fence[1] or ""
        elif given := _SET.match(line):
            attributes[given[1]] = given[2][:_LONGEST_VALUE]
        elif _COMMENT.match(line) or _ATTRIBUTE.match(line) or _OF_FILES.match(line):
            continue
        elif _SPEC.match(line):
            yield _without(_cells(_SPEC.sub("", line)[1:], "|"), _OF_ASCIIDOC)
        elif heading := _HEADING.match(line):
            yield _without(line[heading.end() :], _OF_ASCIIDOC)
        elif line.rstrip() != "+":
            yield _without(_ITEM.sub("- ", _TERM.sub(r"\1:", line)), _OF_ASCIIDOC)


# -- Org --

_ORG_TITLE = re.compile(r"(?:#\+title:|\*+)[ \t]+(\S.*)$", re.IGNORECASE)
_KEYWORD = re.compile(r"\s*#\+([\w:-]+?)(?:\[[^\]]*\])?(?::\s*(.*)|\s.*|$)")
_BLOCK_OF_CODE = re.compile(r"\s*#\+(begin|end)_(?:src|example|export)\b", re.IGNORECASE)
_READ = frozenset(("title", "subtitle", "author", "date", "description", "caption", "email"))
_DRAWER = re.compile(r"\s*:(?:properties|logbook):\s*$", re.IGNORECASE)
_DRAWER_END = re.compile(r"\s*:end:\s*$", re.IGNORECASE)
_STARS = re.compile(r"^\*+\s+")
_TABLE = re.compile(r"\s*\|(.*?)\|?\s*$")
_OF_ORG: Marks = (
    (re.compile(r"\[\[[^\[\]]{1,500}\]\[([^\[\]]{1,500})\]\]"), r"\1"),
    (re.compile(r"\[\[(?:file:|id:)?([^\[\]]{1,500})\]\]"), r"\1"),
    *((_around(mark), r"\1") for mark in ("=", "~", r"\*", "/", "_", r"\+")),
)


def read_org(content: bytes, name: str) -> Reading:
    """Notes of Org without their marks, settings, properties and comments. The title is ``#+title:``, else the first
    heading."""
    return _read(content, name, _org, lambda lines: _matches(_ORG_TITLE, lines), _OF_ORG)


def _org(lines: Sequence[str]) -> Iterator[str]:  # noqa: C901 - a list of what a line can be
    code = drawer = False
    for line in lines:
        drawer = drawer and not _STARS.match(line)  # a drawer without its end
        if fence := _BLOCK_OF_CODE.match(line):
            code = fence[1].lower() == "begin"
        elif code:
            yield line
        elif drawer:
            drawer = not _DRAWER_END.match(line)
        elif _DRAWER.match(line):
            drawer = True
        elif keyword := _KEYWORD.match(line):
            if keyword[1].lower() in _READ and keyword[2]:
                yield _without(keyword[2], _OF_ORG)
        elif row := _TABLE.match(line):
            if not _RULER.match(line.replace("|", "+")):
                yield _without(_cells(row[1], "|"), _OF_ORG)
        elif not line.lstrip().startswith("# "):
            yield _without(_STARS.sub("", line), _OF_ORG)


def _read(
    content: bytes,
    name: str,
    unmarked: Callable[[Sequence[str]], Iterable[str]],
    titles: Callable[[Sequence[str]], Iterator[str]],
    marks: Marks,
) -> Reading:
    reading = read_text(content, name)
    lines = reading.text.split("\n")
    title = next(titles(lines[:_TITLED]), "")
    return replace(reading, text=tidy("\n".join(unmarked(lines))), title=one_line(_without(title, marks)))


def _matches(title: "re.Pattern[str]", lines: Sequence[str]) -> Iterator[str]:
    return (found[1] for line in lines if (found := title.match(line)))


def _cells(row: str, mark: str) -> str:
    return _CELL_SPACE.join(filter(None, map(str.strip, row.split(mark))))


def _without(line: str, marks: Marks) -> str:
    if len(line) > _LONGEST_LINE:
        return line
    for mark, text in marks:
        line = mark.sub(text, line)
    return line
