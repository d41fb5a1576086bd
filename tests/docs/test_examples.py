"""The pages hold what they promise: their console examples run, and name every command and operator there is.

A fence marked ``console`` has lines ``$ command``, each followed by what it prints, `...` standing for anything.
Commands run in a shell whose home holds the sample as ~/Mail and ~/Documents, already indexed.
"""

import doctest
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click import Context
from click.testing import CliRunner
from markdown_it import MarkdownIt

from semsearch.cli.app import app
from semsearch.records import OPERATORS
from semsearch.settings import resources

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@dataclass(frozen=True)
class Example:
    """A command, and what its page says that it prints ("" where it says nothing)."""

    command: str
    output: str


def examples(page: Path) -> list[Example]:
    found: list[Example] = []
    for token in MarkdownIt().parse(page.read_text("utf-8")):
        if token.type == "fence" and token.info == "console":
            for block in ("\n" + token.content).split("\n$ ")[1:]:
                command, _, output = block.partition("\n")
                found.append(Example(command, output))
    return [example for example in found if "semsearch " in example.command]


EXAMPLES = {page.name: found for page in PAGES if (found := examples(page))}


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Iterator[Path]:
    """The home of a person whose mail and documents are indexed, and who is there."""
    assert model_cache.is_dir()  # named by its variable: the person has no other
    home = tmp_path_factory.mktemp("person")
    shutil.copytree(resources() / "sample" / "mail", home / "Mail")
    shutil.copytree(resources() / "sample" / "documents", home / "Documents")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("HOME", str(home)), ("PATH", path), ("SEMSEARCH_HOME", str(home / "index"))):
            patch.setenv(name, value)
        patch.chdir(home)
        for command in ("semsearch add ~/Mail ~/Documents", "semsearch reindex"):
            printed(command)
        yield home


def printed(command: str, stdin: str = "") -> str:
    """What a command prints that ends well. What needs no shell runs in this process, where the model is loaded."""
    program, *words = shlex.split(command)
    if program == "semsearch" and not set(command) & set("|<>&;$*"):
        result = CliRunner().invoke(app, [os.path.expanduser(word) for word in words], input=stdin)  # noqa: PTH111
        assert result.exit_code == 0, f"{command}: {result.stderr}"
        return result.stdout
    done = subprocess.run(["bash", "-c", command], input=stdin, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="the examples are for a POSIX shell")
@pytest.mark.parametrize("page", EXAMPLES)
@pytest.mark.usefixtures("person")
def test_the_examples_of_a_page_run_and_print_what_it_says(page: str) -> None:
    # One after the other in one test: what is paused is then resumed.
    for example in EXAMPLES[page]:
        output = printed(example.command)
        if example.output.strip():
            loosely = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
            as_said = doctest.OutputChecker().check_output(example.output, output, loosely)
            assert as_said, f"{example.command}: {output}"


def test_the_questions_of_the_sample_are_answered(person: Path) -> None:
    script = json.loads((resources() / "sample" / "demo.json").read_text("utf-8"))
    asked = [*script["questions"], *(each for listed in script["more_questions"].values() for each in listed)]
    lines = [
        "\t".join([each["query"], *(str(person / f"{path[:1].upper()}{path[1:]}") for path in each["expect"])])
        for each in asked
    ]
    evaluations = json.loads(printed("semsearch eval - --json", stdin="\n".join(lines)))["evaluations"]
    mrr = {each["mode"]: each["mrr"]["value"] for each in evaluations}
    # Most are asked in other words than those of their answers.
    assert mrr["hybrid"] > 0.7
    assert mrr["hybrid"] > max(mrr["semantic"], mrr["keyword"]) - 0.05


def test_there_are_examples() -> None:
    assert EXAMPLES.keys() >= {"cli.md", "query.md"}


@pytest.mark.parametrize("command", app.list_commands(Context(app)))
def test_the_page_names_every_command(command: str) -> None:
    assert f"`{command}" in (ROOT / "docs" / "cli.md").read_text("utf-8")


@pytest.mark.parametrize("operator", OPERATORS)
def test_the_page_names_every_operator(operator: str) -> None:
    assert f"`{operator}:" in (ROOT / "docs" / "query.md").read_text("utf-8")
