"""The questions asked so far, so that one can go back to an earlier one."""

from dataclasses import dataclass

from semsearch.records import Hit

LONGEST = 100


@dataclass(frozen=True, slots=True)
class Question:
    """A query in words, or an example whose like is asked for."""

    query: str = ""
    example: Hit | None = None

    @property
    def is_empty(self) -> bool:
        return self.example is None and not self.query.strip()


class Trail:
    """Words typed one after another are one question that grows; an example is always a new one."""

    def __init__(self) -> None:
        self._questions = [Question()]

    @property
    def current(self) -> Question:
        return self._questions[-1]

    @property
    def can_go_back(self) -> bool:
        return len(self._questions) > 1

    def ask(self, question: Question) -> None:
        if question == self.current:
            return
        if question.example is None and self.current.example is None:
            self._questions[-1] = question
        else:
            self._questions = [*self._questions, question][-LONGEST:]

    def back(self) -> Question:
        if self.can_go_back:
            self._questions.pop()
        return self.current
