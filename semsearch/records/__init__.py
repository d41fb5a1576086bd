"""The data that the parts of semsearch exchange: frozen dataclasses without behaviour.

Times are timezone-aware. ``Vectors`` are float32 arrays of shape (n, dim) with L2-normalised rows.

The modules of this package are imported when one of their records is first used: creating a dataclass takes half a
millisecond, and a `reindex` without changes needs two of the forty.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from semsearch.records.actions import ActedOn, ActionReport, Deed, LoggedAction
    from semsearch.records.basics import (
        Kind,
        Mode,
        Purpose,
        SkipReason,
        Span,
        Tier,
        Vectors,
    )
    from semsearch.records.documents import (
        Attached,
        Authored,
        Document,
        Extracted,
        Extraction,
        Original,
        Piece,
        Prepared,
        Preview,
        Skip,
    )
    from semsearch.records.evaluation import (
        Estimate,
        Evaluation,
        EvaluationReport,
        Judgement,
    )
    from semsearch.records.grouping import (
        ArchiveMap,
        ContentPairs,
        DuplicateCandidate,
        DuplicateGroup,
        DuplicateMember,
        DuplicateReport,
        Topic,
        TopicReport,
    )
    from semsearch.records.search import (
        Explanation,
        Facets,
        FacetValue,
        Filters,
        Hit,
        Reasons,
        SearchResult,
        Sentence,
    )
    from semsearch.records.state import (
        Check,
        DoctorReport,
        Fate,
        FileFate,
        Isolation,
        Model,
        ModelStatus,
        Recognition,
        ReindexReport,
        SkippedFile,
        Source,
        SourceState,
        Status,
        WatchEvent,
    )
    from semsearch.records.texts import TextGroup, TextMember, TextReport, TierCount

__all__ = [
    "ActedOn",
    "ActionReport",
    "ArchiveMap",
    "Attached",
    "Authored",
    "Check",
    "ContentPairs",
    "Deed",
    "DoctorReport",
    "Document",
    "DuplicateCandidate",
    "DuplicateGroup",
    "DuplicateMember",
    "DuplicateReport",
    "Estimate",
    "Evaluation",
    "EvaluationReport",
    "Explanation",
    "Extracted",
    "Extraction",
    "FacetValue",
    "Facets",
    "Fate",
    "FileFate",
    "Filters",
    "Hit",
    "Isolation",
    "Judgement",
    "Kind",
    "LoggedAction",
    "Mode",
    "Model",
    "ModelStatus",
    "Original",
    "Piece",
    "Prepared",
    "Preview",
    "Purpose",
    "Reasons",
    "Recognition",
    "ReindexReport",
    "SearchResult",
    "Sentence",
    "Skip",
    "SkipReason",
    "SkippedFile",
    "Source",
    "SourceState",
    "Span",
    "Status",
    "TextGroup",
    "TextMember",
    "TextReport",
    "Tier",
    "TierCount",
    "Topic",
    "TopicReport",
    "Vectors",
    "WatchEvent",
]

_MODULES = ("basics", "state", "documents", "search", "grouping", "actions", "evaluation", "texts")

if not TYPE_CHECKING:  # a type checker would accept any name

    def __getattr__(name: str) -> Any:  # noqa: ANN401
        for module in _MODULES if name in __all__ else ():
            record = getattr(import_module(f"{__name__}.{module}"), name, None)
            if record is not None:
                globals()[name] = record
                return record
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
