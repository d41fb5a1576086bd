"""Finds e-mails and documents by what they mean."""


def __getattr__(name: str) -> str:
    """``__version__``, looked up only when somebody asks: that reads the metadata of the installed package."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import version

    return version("semsearch")
