"""TeX -> its text, by pylatexenc."""

import re

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec
from pylatexenc.latex2text import get_default_latex_context_db as default_texts
from pylatexenc.latexwalker import LatexMacroNode, LatexWalkerError
from pylatexenc.latexwalker import get_default_latex_context_db as default_arguments
from pylatexenc.macrospec import EnvironmentSpec, MacroSpec

from semsearch.extract.characters import one_line, tidy
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.limits import MAX_TEXT_CHARS
from semsearch.extract.reading import Reading

# What says nothing, but is made words of: a title and a date; from column to column of a table, the rules.
_MADE_UP = re.compile(r"\\(?:maketitle|today)\b|\\c(?:line|midrule)(?:\[[^]]*\])?(?:\([^)]*\))?\s*\{[^{}]*\}")
# Source code, in which no sign means what it does elsewhere. Of its options the caption is read.
_CODE = re.compile(
    r"\\begin\{(verbatim|lstlisting|minted|[BL]?Verbatim|alltt)\}[ \t]*(?:\[([^][]*)\])?(?:\{\w+\})?"
    r"(.*?)\\end\{\1\}",
    re.DOTALL,
)
_CAPTION = re.compile(r"\bcaption\s*=\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|([^,\]]*))")
_KEPT = re.compile("\ue000(\\d+)\ue001")
_PREAMBLE = re.compile(r"\A.*?\\begin\s*\{document\}", re.DOTALL)
_END = re.compile(r"\\end\s*\{document\}.*\Z", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)%.*")
_COMMAND = re.compile(
    r"\\(?:begin|end)\s*\{[^{}]*\}(?:\[[^][]*\])?|\\includegraphics(?:\[[^][]*\])?\{[^{}]*\}|\\[A-Za-z@]+\*?|[{}]"
    r"|\\\\(?:\[[^][]*\])?"
)
_BRACE = re.compile(r"(?<!\\)[{}]")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_MOST_PARSED = 500_000
"""Characters that are understood; of longer sources only the commands are taken out."""

_HEADINGS = ("part", "chapter", "section", "subsection", "subsubsection")
# Commands and environments with arguments that are no text, by what these are: "{" in braces, "[" in brackets, where
# they may be left out, "*" an asterisk. Of the first kind nothing is text, of the second the last argument.
_SILENT = {
    "{": "thispagestyle pagestyle pagenumbering bibliographystyle linespread setstretch geometry theoremstyle "
    "graphicspath nocite lstset markright",
    "[{": "captionsetup fancyhf fancyhead fancyfoot lstinputlisting setmainfont setsansfont setmonofont "
    "setdefaultlanguage setmainlanguage setotherlanguage setotherlanguages addbibresource bibitem",
    "{{": "fontsize numberwithin markboth",
    "[{{": "rule",
    "{{{": "addcontentsline",
    "*{[{[": "newtheorem",
    "*{[{{{{[": "titleformat",
    "*{{{{[": "titlespacing",
}
_OF_LAST = {
    "[{": "hyperref caption",
    "{{": "colorbox adjustbox href",
    "[{{": "foreignlanguage rotatebox",
    "[[{": "makebox framebox",
    "{[{": "scalebox",
    "{[[{": "raisebox",
    "[[[{{": "parbox",
    "{{{": "multicolumn resizebox fcolorbox",
    "[{[{[{": "multirow",
}
_ENVIRONMENTS = {
    "{": "thebibliography spacing adjustbox",
    "[": "algorithm algorithmic tikzpicture",
    "{[": "multicols",
    "[{": "longtable",
    "{{": "CJK CJK*",
    "[{[{": "wrapfigure wraptable",
    "[[[{": "minipage",
}
# For what only points somewhere pylatexenc leaves placeholders, and it puts signs before headings, in capitals.
_POINTERS = ("cite", "citet", "citep", "ref", "autoref", "cref", "Cref", "eqref", "includegraphics")


def read_tex(content: bytes, _name: str) -> Reading:
    """A TeX source as it reads when it is set, formulas left as they are; the title is that of ``\\title``."""
    decoded = decode(content)
    source = decoded.text[: 2 * MAX_TEXT_CHARS]
    title, authors = (_plain_tex(_argument(source, command)) for command in ("title", "author"))
    listings: list[str] = []

    def kept(listing: "re.Match[str]") -> str:
        caption = _CAPTION.search(listing[2] or "")
        listings.append(listing[3])
        return f"{(caption[1] or caption[2]) if caption else ''}\n\n\ue000{len(listings) - 1}\ue001\n\n"

    body = _plain_tex(_MADE_UP.sub("", _CODE.sub(kept, _END.sub("", _PREAMBLE.sub("", source, count=1)))))
    body = _KEPT.sub(lambda mark: "".join(listings[int(mark[1]) :][:1]), body)
    return Reading(tidy(f"{title}\n\n{authors}\n\n{body}".strip()), one_line(title), decoded.charset)


def _argument(source: str, command: str) -> str:
    """What stands in the braces of the first use of a command, "" where there is none."""
    found = re.search(rf"\\{command}\s*(?:\[[^\]]*\])?\s*\{{", source)
    depth = 1
    for brace in _BRACE.finditer(source, found.end()) if found else ():
        depth += 1 if brace.group() == "{" else -1
        if depth == 0 and found:
            return source[found.end() : brace.start()]
    return ""


def _heading(node: LatexMacroNode, l2tobj: LatexNodes2Text) -> str:
    return f"\n\n{_last(node, l2tobj)}\n"  # behind an asterisk and a shorter one in brackets


def _last(node: LatexMacroNode, l2tobj: LatexNodes2Text) -> str:
    return str(l2tobj.node_arg_to_text(node, len(node.nodeargd.argnlist) - 1))


def _note(node: LatexMacroNode, l2tobj: LatexNodes2Text) -> str:
    return f" ({_last(node, l2tobj)})"


_ARGUMENTS, _WORDS = default_arguments(), default_texts()
_ARGUMENTS.add_context_category(
    "layout",
    [MacroSpec(name, kind) for table in (_SILENT, _OF_LAST) for kind, names in table.items() for name in names.split()]
    + [MacroSpec(name, "{") for name in ("frametitle", "thanks")],
    [EnvironmentSpec(name, kind) for kind, names in _ENVIRONMENTS.items() for name in names.split()],
    prepend=True,
)
_WORDS.add_context_category(
    "read",
    [
        *(MacroTextSpec(name, _heading) for name in (*_HEADINGS, "frametitle")),
        *(MacroTextSpec(name, "") for name in (*_POINTERS, *" ".join(_SILENT.values()).split())),
        *(MacroTextSpec(name, _last) for name in " ".join(_OF_LAST.values()).split()),
        MacroTextSpec("thanks", _note),
    ],
    prepend=True,
)


def _plain_tex(source: str) -> str:
    """The words of a source. What is wrong in it, or goes beyond the parser, costs only the paragraph where it is."""
    if len(source) <= _MOST_PARSED:
        try:
            # Its way with mistakes takes time that doubles with each.
            reader = LatexNodes2Text(_WORDS, math_mode="verbatim", keep_comments=False)
            return str(reader.latex_to_text(source, latex_context=_ARGUMENTS, tolerant_parsing=False))
        except (LatexWalkerError, RecursionError, ValueError, IndexError, AttributeError, TypeError):
            paragraphs = _PARAGRAPH.split(source)
            if len(paragraphs) > 1:
                return "\n\n".join(map(_plain_tex, paragraphs))
    return _COMMAND.sub(" ", _COMMENT.sub("", source))
