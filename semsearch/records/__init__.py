"""What moves between the rooms: frozen records without behaviour.

Times are aware datetimes. ``Vectors`` are float32 of shape (n, dim), each row of Euclidean length 1.
"""

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
    Authored,
    Document,
    Extracted,
    Extraction,
    Piece,
    Prepared,
    Preview,
    Skip,
)
from semsearch.records.finding import (
    Explanation,
    Facets,
    FacetValue,
    Filters,
    Hit,
    Reasons,
    SearchResult,
    Sentence,
)
from semsearch.records.grouping import (
    ArchiveMap,
    DuplicateGroup,
    DuplicateMember,
    DuplicateReport,
    Topic,
    TopicReport,
)
from semsearch.records.state import (
    Isolation,
    Model,
    ModelStatus,
    ReindexReport,
    SkippedFile,
    Source,
    SourceState,
    Status,
    WatchEvent,
)

__all__ = [
    "ArchiveMap",
    "Authored",
    "Document",
    "DuplicateGroup",
    "DuplicateMember",
    "DuplicateReport",
    "Explanation",
    "Extracted",
    "Extraction",
    "FacetValue",
    "Facets",
    "Filters",
    "Hit",
    "Isolation",
    "Kind",
    "Mode",
    "Model",
    "ModelStatus",
    "Piece",
    "Prepared",
    "Preview",
    "Purpose",
    "Reasons",
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
    "Tier",
    "Topic",
    "TopicReport",
    "Vectors",
    "WatchEvent",
]
