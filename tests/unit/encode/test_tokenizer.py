"""Short texts get the same tokens from a partial vocabulary as from the whole one."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import AddedToken, Tokenizer, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from semsearch.encode.folder import ModelFolder, Prefixes
from semsearch.encode.tokenizer import SHORT, ModelTokenizer
from semsearch.errors import ModelError

LETTERS = "abcdeабв▁é中"
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> ModelFolder:
    """A Unigram model of 400 random pieces, with the normaliser and the marks of XLM-RoBERTa."""
    drawn = random.Random(3)
    made = {"".join(drawn.choices(LETTERS, k=drawn.randint(2, 5))) for _ in range(400)}
    pieces = [(piece, drawn.uniform(-15, -3)) for piece in sorted(made)]
    vocabulary = [*((name, 0.0) for name in SPECIAL), *((letter, -12.0) for letter in LETTERS), *pieces]
    tokenizer = Tokenizer(Unigram([*vocabulary, ("<mask>", 0.0)], 3, False))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in SPECIAL])
    path = tmp_path_factory.mktemp("model")
    tokenizer.save(str(path / "tokenizer.json"))
    return ModelFolder(path, {}, 32, 20, "mean", True, True, Prefixes("", ""))


@pytest.fixture(scope="module")
def both(folder: ModelFolder, tmp_path_factory: pytest.TempPathFactory) -> tuple[ModelTokenizer, ModelTokenizer]:
    """The one that reads the whole vocabulary and leaves the table, and the one that finds it."""
    cache = tmp_path_factory.mktemp("cache")
    return ModelTokenizer(folder, cache), ModelTokenizer(folder, cache)


@given(text=st.text(alphabet=LETTERS + " <sunkmapd>/xzé\u0301ﬁ\U0001f600", max_size=60))
def test_a_short_text_has_the_tokens_that_the_whole_vocabulary_gives(
    both: tuple[ModelTokenizer, ModelTokenizer], text: str
) -> None:
    whole, table = both
    assert [ids.tolist() for ids in table([text, "abc"])] == [ids.tolist() for ids in whole([text, "abc"])]


def test_long_texts_use_the_whole_vocabulary(both: tuple[ModelTokenizer, ModelTokenizer]) -> None:
    whole, table = both
    text = "abc деа " * SHORT
    assert table([text])[0].tolist() == whole([text])[0].tolist()
    assert len(table([text])[0]) == 20
    assert table.size == whole.size


def test_a_damaged_or_outdated_table_is_made_again(folder: ModelFolder, tmp_path: Path) -> None:
    expected = ModelTokenizer(folder, tmp_path)(["abcde"])[0].tolist()
    (kept,) = tmp_path.glob("*.npz")
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2])
    assert ModelTokenizer(folder, tmp_path)(["abcde"])[0].tolist() == expected
    assert kept.read_bytes() == whole


def test_a_damaged_tokenizer_is_an_error(tmp_path: Path) -> None:
    broken = ModelFolder(tmp_path, {}, 32, 20, "mean", True, True, Prefixes("", ""))
    (tmp_path / "tokenizer.json").write_text("{")
    with pytest.raises(ModelError, match="it describes no tokenizer"):
        ModelTokenizer(broken, tmp_path / "cache")
