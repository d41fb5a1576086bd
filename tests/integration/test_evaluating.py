"""How good the answers are, as a person can measure it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from semsearch.cli.app import app
from semsearch.errors import NotIndexedError, UsageError
from semsearch.library import Library
from semsearch.progress import Step
from semsearch.records import Judgement
from semsearch.search.evaluating import read_judgements
from tests.conftest import MailMaker

THREADS = {
    "Roses": ["Cut the roses in early spring.", "When roses bloom, feed them; roses are thirsty in spring."],
    "Engine": ["The engine of the car is broken again.", "The garage repairs the broken engine of our car."],
    "Счёт": ["Оплатите, пожалуйста, счёт за воду в марте.", "Счёт за воду оплачен вчера, спасибо, что напомнили."],
}


@pytest.fixture
def filled(library: Library, folder: Path, mail: MailMaker) -> Library:
    """Three threads of two mails, a year apart, and a second copy of one mail."""
    for year, (subject, bodies) in enumerate(THREADS.items(), 2020):
        first = f"{year}@example.org"
        for number, body in enumerate(bodies):
            made = mail(
                f"Re: {subject}" if number else subject,
                body,
                date=f"Tue, 1{number} Mar {year} 10:15:00 +0300",
                message_id=f"{number}.{first}" if number else first,
                reply_to=first if number else "",
            )
            (folder / f"{subject}-{number}.eml").write_bytes(made)
    (folder / "copy.eml").write_bytes((folder / "Roses-0.eml").read_bytes())
    library.sources.add([folder])
    library.reindex()
    return library


def test_labelled_queries_are_measured_in_every_mode(filled: Library, folder: Path) -> None:
    steps: list[Step] = []
    judgements = [
        Judgement("feed roses that bloom", (str(folder / "Roses-1.eml"),), 1),
        Judgement("broken engine", (str(folder / "Engine-0.eml"), str(folder / "Engine-1.eml")), 2),
        Judgement("broken engine", (str(folder / "Счёт-0.eml"),), 3),
    ]
    report = filled.evaluation.labelled(judgements[:2], steps.append)
    assert [(each.mode, each.queries) for each in report.evaluations] == [
        ("hybrid", 2),
        ("semantic", 2),
        ("keyword", 2),
    ]
    assert all(each.mrr.value == each.ndcg.value == each.recall.value == 1 for each in report.evaluations)
    assert steps[-1] == Step("compare", 2, 2)
    wrong = {each.mode: each for each in filled.evaluation.labelled(judgements).evaluations}
    assert wrong["keyword"].mrr.value == pytest.approx(2 / 3)
    assert wrong["keyword"].recall.low < 2 / 3 < wrong["keyword"].recall.high


def test_a_copy_that_is_folded_into_a_hit_is_found(filled: Library, folder: Path) -> None:
    for name in ("Roses-0.eml", "copy.eml"):
        report = filled.evaluation.labelled([Judgement("cut roses early", (str(folder / name),), 1)])
        assert {each.mrr.value for each in report.evaluations} == {1.0}


def test_mails_of_the_index_lead_to_the_others_of_their_threads(filled: Library) -> None:
    report = filled.evaluation.threads(100)
    counted = {(each.task, each.mode): each.queries for each in report.evaluations}
    assert counted["older threads", "hybrid"] == 3  # one of them twice
    assert counted["newer threads", "keyword"] == 4
    hybrid = [each for each in report.evaluations if each.mode == "hybrid"]
    assert all(each.mrr.value == each.recall.value == 1 for each in hybrid)
    assert filled.evaluation.threads(2).evaluations[0].queries == 1


def test_a_subject_does_not_give_a_thread_away(library: Library, folder: Path, mail: MailMaker) -> None:
    first = mail("Quarterly roses", "Please have a look at the attached sheet.", message_id="a@example.org")
    reply = mail("Re: Quarterly roses", "Thanks, will do so after lunch.", reply_to="a@example.org")
    (folder / "first.eml").write_bytes(first)
    (folder / "reply.eml").write_bytes(reply)
    library.sources.add([folder])
    library.reindex()
    keyword = next(each for each in library.evaluation.threads(10).evaluations if each.mode == "keyword")
    assert keyword.recall.value == 0


def test_without_threads_there_is_nothing_to_ask(library: Library, folder: Path, mail: MailMaker) -> None:
    (folder / "one.eml").write_bytes(mail("One", "Only one mail is in this thread."))
    library.sources.add([folder])
    library.reindex()
    with pytest.raises(NotIndexedError, match="no thread"):
        library.evaluation.threads(10)


def test_judgements_are_lines_of_tabs_or_of_json() -> None:
    content = '\ufeff# mine\nwho pays?\t12\t/a b.eml\t\n\n{"query": "вода", "relevant": ["mid:x@y", 7]}\n'
    content += '{"query": "rent", "relevant": "/a.eml"}'
    assert read_judgements(content.encode()) == [
        Judgement("who pays?", ("12", "/a b.eml"), 2),
        Judgement("вода", ("mid:x@y", "7"), 4),
        Judgement("rent", ("/a.eml",), 5),
    ]


@pytest.mark.parametrize(
    "line", ["who pays?", "\t12", '{"query": "q"}', '{"query": 1, "relevant": ["2"]}', '{"query": "q", "relevant": 2}']
)
def test_a_line_that_is_no_judgement_is_named(line: str) -> None:
    with pytest.raises(UsageError, match="line 2: write"):
        read_judgements(f"\n{line}\n".encode())


def test_the_command_names_the_line_of_what_is_not_indexed(tmp_path: Path) -> None:
    questions = tmp_path / "questions.tsv"
    questions.write_text("\nwho pays?\t4711\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["eval", str(questions), "--home", str(tmp_path / "home")])
    assert done.exit_code == 1
    assert "line 2: 4711 is not in the index" in done.stderr


def test_a_file_or_threads_but_not_both() -> None:
    assert CliRunner().invoke(app, ["eval"]).exit_code == 2
    assert CliRunner().invoke(app, ["eval", "-", "--threads", "10"], input="").exit_code == 2
