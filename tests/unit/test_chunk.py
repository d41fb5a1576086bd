from semsearch.chunk import chunk_spans, encoded, opening
from semsearch.records import Span


def _texts(text: str, words: int, overlap: int) -> list[str]:
    return [text[span.start : span.end] for span in chunk_spans(text, words, overlap)]


def test_a_short_text_is_one_trimmed_chunk() -> None:
    assert chunk_spans("  one two three\n", 100, 25) == [Span(2, 15)]


def test_blank_text_has_no_chunks() -> None:
    assert chunk_spans("") == chunk_spans(" \n\t ") == []


def test_consecutive_chunks_overlap() -> None:
    text = " ".join(f"w{number}" for number in range(20))

    assert _texts(text, 10, 3) == [
        "w0 w1 w2 w3 w4 w5 w6 w7 w8 w9",
        "w7 w8 w9 w10 w11 w12 w13 w14 w15 w16",
        "w14 w15 w16 w17 w18 w19",
    ]


def test_chunk_ends_with_a_sentence_near_its_end() -> None:
    text = "one two three four five six seven eight nine. ten eleven twelve thirteen fourteen fifteen sixteen"

    assert _texts(text, 10, 2)[0].endswith("nine.")
    assert _texts(text, 10, 2)[1].startswith("eight nine. ten")


def test_paragraph_end_is_better_than_a_later_sentence_end() -> None:
    text = "a b c d e f g h i.\n\nj. k l m n o p q r s t u v w x y z"

    assert _texts(text, 10, 2)[0] == "a b c d e f g h i."


def test_sentence_end_far_from_the_window_end_does_not_matter() -> None:
    text = "one two. " + " ".join("word" for _ in range(20))

    assert len(_texts(text, 10, 2)[0].split()) == 10


def test_small_remainder_joins_the_last_chunk() -> None:
    text = " ".join(f"w{number}" for number in range(12))

    assert _texts(text, 10, 3) == [text]


def test_long_words_count_as_several() -> None:
    assert all(span.end - span.start <= 34 * 100 for span in chunk_spans("QUJD" * 10_000))
    assert len(chunk_spans("漢字かな" * 200)) > 1


def test_a_title_is_encoded_with_the_opening_of_its_text() -> None:
    text = "\n" + " ".join(f"w{number}" for number in range(100))
    title = "Re: Lunch"

    assert encoded(0, Span(4, 9), title, text) == "Lunch\n" + " ".join(f"w{number}" for number in range(40))
    assert encoded(1, Span(1, 6), title, text) == "w0 w1"


def test_of_a_blank_text_the_title_stands_alone() -> None:
    assert opening(" \n") == Span(0, 0)
    assert encoded(0, Span(0, 5), "Lunch", " \n") == "Lunch"
