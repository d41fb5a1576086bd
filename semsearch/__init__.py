"""Finds e-mails and documents by what they mean.

cli/        the command line; demo, doctor, and datasets/ beside the library
library     the front door, of what components opens: source_registry, documents, targets, watcher, encoders
stages      sources/, extract/, clean/, chunk, encode/, store/, run by index/; search/, duplicates/, topics/; language/
for all     records/, errors, progress, settings (where files are kept), versions (of what is stored)
helping     serialise, export, temporary (files), unit_vectors, child_environment
"""


def __getattr__(name: str) -> str:
    """``__version__``, looked up only when somebody asks: that reads the metadata of the installed package."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import version

    return version("semsearch")
