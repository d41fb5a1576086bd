"""The questions asked so far, so that one can go back to an earlier one, and forward again."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication

from semsearch.records import Hit
from semsearch_ui.presentation.narrowing import words_of
from semsearch_ui.presentation.titles import titled

translate = QCoreApplication.translate

LONGEST = 100
"""Questions that one can go back to."""

LONGEST_TITLE = 60
"""Letters that a text is called by."""


@dataclass(frozen=True, slots=True)
class Example:
    """Something whose like is to be found, or avoided: a document (``target`` its id), a file (its path), a text, or
    a document with its copies (their ids), which are asked for themselves."""

    kind: Literal["document", "file", "text", "copies"]
    target: str
    title: str

    @property
    def stands_alone(self) -> bool:
        """Whether it cannot be averaged with others."""
        return self.kind in ("text", "copies")


def example_of(given: Hit | Path | str) -> Example:
    """A document as an example, a file, called by its name without the folder, or a text, which may turn out blank."""
    if isinstance(given, Hit):
        return Example("document", str(given.id), given.title)
    if isinstance(given, Path):
        return Example("file", str(given), given.name)
    return Example("text", given.strip(), " ".join(given.split())[:LONGEST_TITLE])


def copies_of(hit: Hit) -> Example:
    """A hit with those that are not listed, as they are nearly the same."""
    return Example("copies", " ".join(map(str, (hit.id, *hit.copies))), hit.title)


@dataclass(frozen=True, slots=True)
class Question:
    """A query in words, or examples: ``more`` are those whose like is asked for, ``less`` those to stay away from."""

    query: str = ""
    more: tuple[Example, ...] = ()
    less: tuple[Example, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.more and not self.query.strip()

    @property
    def words(self) -> str:
        """The question in one line."""
        if not self.more:
            return self.query
        examples = ", ".join(titled(example.title) for example in self.more)
        said = translate("Trail", "Copies of %1") if self.asks_for_copies else translate("Trail", "Similar to %1")
        return said.replace("%1", examples)

    @property
    def by_example(self) -> bool:
        return bool(self.more)

    @property
    def only_narrows(self) -> bool:
        """Whether nothing is asked in words: what is found fits, and nothing fits better than the rest."""
        return self.asks_for_copies or (not self.more and not words_of(self.query))

    @property
    def has_reasons(self) -> bool:
        """Whether it can be told why something answers it: not where it merely fits, or is like a text."""
        return not self.only_narrows and not any(example.stands_alone for example in self.more)

    @property
    def asks_for_copies(self) -> bool:
        return bool(self.more) and self.more[0].kind == "copies"

    def with_more(self, example: Example) -> "Question":
        """The like of `example` is asked for, too. What stands alone is asked for alone."""
        if example.stands_alone or any(one.stands_alone for one in self.more):
            return Question(more=(example,))
        kept = tuple(one for one in self.more if one != example)
        return Question(more=(*kept, example), less=tuple(one for one in self.less if one != example))

    def with_less(self, example: Example) -> "Question":
        """`example` is what is not meant. Without anything to be like, nothing changes."""
        more = tuple(one for one in self.more if one != example)
        if not more or example.stands_alone or any(one.stands_alone for one in more):
            return self
        return Question(more=more, less=(*(one for one in self.less if one != example), example))

    def without(self, example: Example) -> "Question":
        more = tuple(one for one in self.more if one != example)
        less = tuple(one for one in self.less if one != example)
        return Question() if not more else replace(self, more=more, less=less)


class Trail:
    """Words typed one after another are one question that grows until it is settled: by Enter, or by a look at one of
    its results. Examples are always a new question."""

    def __init__(self) -> None:
        self._questions = [Question()]
        self._ahead: list[Question] = []
        self._settled = self._failed = False

    @property
    def current(self) -> Question:
        return self._questions[-1]

    @property
    def can_go_back(self) -> bool:
        return len(self._questions) > 1

    @property
    def can_go_forward(self) -> bool:
        return bool(self._ahead)

    @property
    def earlier(self) -> list[Question]:
        """Those that one can go back to, the last one first."""
        return self._questions[-2::-1]

    def ask(self, question: Question) -> None:
        failed, self._failed = self._failed, False
        if question == self.current:
            return
        self._ahead = []
        grows = not (question.by_example or self.current.by_example or self._settled)
        if grows or failed or self.current.is_empty:
            self._questions[-1] = question
        else:
            self._questions = [*self._questions, question][-LONGEST:]
        self._settled = False

    def settle(self) -> None:
        """What is asked from now on is another question."""
        self._settled = True

    def fail(self) -> None:
        """There is no answer to the current question: nobody wants to come back to it."""
        self._failed = True

    def back(self, steps: int = 1) -> Question:
        """Go back; the question that is current now, and settled."""
        for _ in range(min(steps, len(self._questions) - 1)):
            left = self._questions.pop()
            if not self._failed:
                self._ahead.append(left)
            self._failed = False
        self._settled = True
        return self.current

    def forward(self) -> Question:
        """Go to where one has come back from, if nothing else was asked since; the question that is current now."""
        if self._ahead:
            self._questions.append(self._ahead.pop())
            self._settled = True
        return self.current
