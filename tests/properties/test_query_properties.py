"""What holds of `query.parse` for any string."""

from unicodedata import normalize

from hypothesis import example, given
from hypothesis import strategies as st

from semsearch.language.words import stems
from semsearch.records import OPERATORS, Filters
from semsearch.search.query import _parser, _Reading, _trees, parse

keys = [f"{name}:" for name in OPERATORS]
fragments = st.sampled_from([*keys, '"', "“", "-", ":", " ", "..", "2024", "1M", "x", "\n"])
queries = st.one_of(st.text(), st.lists(fragments | st.text(max_size=3), max_size=12).map("".join))
plain_words = st.lists(st.text("абвгдabc,.-!?'", min_size=1).filter(lambda word: word[0] != "-"), max_size=8)


@given(queries)
@example('from:""')
@example('-from:"')
@example('-"')
@example("00*")
@example("before:9999-12-31 after:0001 date:..0001")
def test_any_string_is_a_query(text: str) -> None:
    query = parse(text)
    assert query.text == " ".join(query.text.split())
    phrased = {word for phrase in query.phrases for word in phrase.split()}
    assert {*query.words, *query.prefixes} | phrased == set(query.text.split())
    for moment in (query.filters.before, query.filters.after):
        assert moment is None or moment.tzinfo is not None


@given(queries)
def test_no_word_is_lost_without_a_filter_an_exclusion_or_a_quote(text: str) -> None:
    query = parse(text)
    aside = query.excluded or query.prefixes or set('"“”„‟') & set(text)
    if stems(text) and query.filters == Filters() and not aside:
        assert "".join(query.words).lower() == "".join(normalize("NFC", text).split()).lower()


@given(plain_words)
def test_the_short_way_for_plain_words_agrees_with_the_grammar(words: list[str]) -> None:
    text = normalize("NFC", " ".join([*words, "a"]))  # signs alone are no query
    reading = _Reading()
    for node in _trees(_parser().parse(text)):
        reading.read(node)
    assert parse(text) == reading.query()


@given(st.sampled_from(["from", "to", "subject", "in"]), st.text().filter(str.strip))
def test_a_quoted_value_arrives_whole(name: str, value: str) -> None:
    value = normalize("NFC", value).translate(dict.fromkeys(map(ord, '"“”„‟'), "x"))
    filters = parse(f'{name}:"{value}"').filters
    assert (*filters.sender, *filters.recipient, *filters.subject, *filters.folder) == (" ".join(value.split()),)
