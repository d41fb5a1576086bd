from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from semsearch.chunk import chunk_spans
from semsearch.language.detection import detect

words = st.text(st.characters(blacklist_categories=["Z", "C"]), min_size=1, max_size=70)
gaps = st.sampled_from([" ", "  ", "\n", "\n\n", ". ", ".\n\n", "? ", "\t"])
texts = st.lists(st.tuples(words, gaps), max_size=200).map(lambda pairs: "".join(word + gap for word, gap in pairs))
sizes = st.tuples(st.integers(1, 40), st.integers(0, 40)).filter(lambda pair: pair[1] <= pair[0] // 2)


@given(texts | st.text(), sizes)
def test_chunks_cover_every_word_in_order(text: str, size: tuple[int, int]) -> None:
    spans = chunk_spans(text, *size)

    covered = {position for span in spans for position in range(span.start, span.end)}
    assert all(position in covered for position, letter in enumerate(text) if not letter.isspace())
    assert [span.start for span in spans] == sorted({span.start for span in spans})
    assert [span.end for span in spans] == sorted({span.end for span in spans})


@given(texts | st.text(), sizes)
def test_chunks_are_trimmed_and_not_empty(text: str, size: tuple[int, int]) -> None:
    for span in chunk_spans(text, *size):
        chunk = text[span.start : span.end]
        assert chunk
        assert chunk == chunk.strip()


@given(texts, sizes)
def test_chunks_exceed_their_size_only_by_a_remainder(text: str, size: tuple[int, int]) -> None:
    limit, overlap = size
    chunks = [text[span.start : span.end] for span in chunk_spans(text, limit, overlap)]

    assert all(len(chunk.split()) <= limit for chunk in chunks[:-1])
    assert all(len(chunk.split()) <= limit + overlap for chunk in chunks[-1:])
    assert all(sum(not letter.isspace() for letter in chunk) <= 32 * (limit + overlap) for chunk in chunks)


@given(st.lists(st.sampled_from(["word", "слово", "end."]), min_size=1, max_size=300), sizes)
def test_consecutive_chunks_share_the_overlap(pieces: list[str], size: tuple[int, int]) -> None:
    limit, overlap = size
    text = " ".join(pieces)
    spans = chunk_spans(text, limit, overlap)

    for one, other in pairwise(spans):
        shared = len(text[other.start : one.end].split())
        assert shared == overlap


@given(texts | st.text(st.characters()))
def test_detect_never_fails(text: str) -> None:
    code = detect(text)

    assert code == "" or (len(code) == 2 and code.isalpha() and code.islower())
