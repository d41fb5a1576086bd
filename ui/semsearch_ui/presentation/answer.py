"""What was found for a question, and how much of it is listed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from semsearch.records import Hit
from semsearch_ui.presentation.arranging import near
from semsearch_ui.presentation.trail import Question


@dataclass(frozen=True, slots=True)
class Answer:
    """``suggestion`` is what to ask instead, "" for nothing; ``unfolded`` whether those are listed, too, that are
    probably unrelated and not among the nearest."""

    question: Question = field(default_factory=Question)
    hits: tuple[Hit, ...] = ()
    suggestion: str = ""
    unfolded: bool = False

    @property
    def listed(self) -> Sequence[Hit]:
        return self.hits if self.unfolded else near(self.hits)

    @property
    def is_folded(self) -> bool:
        return len(self.listed) < len(self.hits)
