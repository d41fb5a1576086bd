import tempfile
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from semsearch.sources import stores
from semsearch.sources.mailbox import is_mbox, split_mbox, unquote

PIECES = [
    b"From jane@example.org Tue Mar 12 10:15:00 2024\n", b"From \n", b"From here on\n", b">From me\n", b"Subject: a\n",
    b"Text.\n", b"\n", b"\r\n", b"Note: this\n", b"\x00\xff", b"From ", b"\n\nFrom ",
]  # fmt: skip

contents = st.lists(st.sampled_from(PIECES) | st.binary(max_size=20), max_size=30).map(b"".join)


@given(contents)
def test_slices_cover_the_file_except_for_a_blank_start(content: bytes) -> None:
    assume(not stores.is_store(content))  # these have headers that are no messages
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mail"
        path.write_bytes(content)
        slices = list(split_mbox(path))
        mailbox = is_mbox(path)

    position = len(content) if not slices else slices[0].offset
    assert not content[:position].strip()
    for piece in slices:
        assert piece.offset == position
        assert piece.length > 0
        position += piece.length
    assert position == len(content)
    assert not mailbox or len(slices) > 1


@given(st.lists(st.sampled_from([b"Text.", b"From me", b">From you", b">>From", b"", b"x: From "])))
def test_unquote_undoes_what_mboxrd_does(lines: list[bytes]) -> None:
    message = b"\n".join([b"Subject: a", b"", *lines])
    quoted = b"\n".join(
        b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in message.split(b"\n")
    )

    assert unquote(b"From jane Tue Mar 12 10:15:00 2024\n" + quoted) == message
