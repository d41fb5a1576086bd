"""format=flowed, RFC 3676: lines that end with a space go on in the next."""

_SIGNATURE = "-- "


def unflow(text: str, delete_space: bool = False) -> str:
    """Join flowed lines; quoted ones get ``> `` for each level. `delete_space` is the parameter DelSp=yes."""
    out: list[str] = []
    open_depth = -1  # the quote depth of the paragraph under way, -1 outside one
    for raw in text.replace("\r\n", "\n").split("\n"):
        depth = len(raw) - len(raw.lstrip(">"))
        line = raw[depth:].removeprefix(" ")
        flows = line.endswith(" ") and line != _SIGNATURE
        body = line[:-1] if flows and delete_space else line
        if open_depth == depth and line != _SIGNATURE:
            out[-1] += body
        else:
            out.append("> " * depth + body if depth else body)
        open_depth = depth if flows else -1
    return "\n".join(out)
