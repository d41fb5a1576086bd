"""Facts about one thing, beside each other in a line."""

BETWEEN = "  ·  "


def joined(*facts: str) -> str:
    """The facts in their order, without those that are empty."""
    return BETWEEN.join(filter(None, facts))
