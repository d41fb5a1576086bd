"""The data that the parts of semsearch exchange: frozen dataclasses with hardly any behaviour.

Times are timezone-aware. ``Vectors`` are float32 arrays of shape (n, dim) with L2-normalised rows.

Every public name of the modules below can be imported from here. They are imported when one of their records is first
used: creating a dataclass takes half a millisecond, and a `reindex` without changes needs two of the forty.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from semsearch.records.basics import *
    from semsearch.records.documents import *
    from semsearch.records.duplicates import *
    from semsearch.records.search import *
    from semsearch.records.state import *
    from semsearch.records.topics import *
else:  # a type checker would accept any name
    _MODULES = ("basics", "state", "documents", "search", "duplicates", "topics")

    def __getattr__(name: str) -> Any:  # noqa: ANN401
        for module in () if name.startswith("_") else _MODULES:
            record = vars(import_module(f"{__name__}.{module}")).get(name)
            if record is not None:
                globals()[name] = record
                return record
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
