"""Separation of a mail's own text from quotes and signature, line by line, compared with libraries for that task.

Each non-blank line is written, quoted or part of the signature. Lines for which the reference does not distinguish
written from signature ("Thanks, Alex" in talon) are not counted. All libraries get the same plain text.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Literal, TypeAlias

from benchmarks.figure import Figure, write_between
from benchmarks.machine import load
from benchmarks.places import ROOT, corpus
from semsearch.clean.reply import split_reply
from semsearch.extract.texts.html import html_text

Lines: TypeAlias = Counter[str]
Class: TypeAlias = Literal["written", "quoted", "signature"]
START, END = "<!-- reply: start -->", "<!-- reply: end -->"
CLASSES: tuple[Class, ...] = ("written", "quoted", "signature")

_LANGUAGES = ["en", "cs", "da", "de", "es", "fr", "it", "ja", "ko", "nl", "pl", "sv", "zh"]
_FIRST_PARAGRAPH = "Fusce bibendum"


@dataclass(frozen=True, slots=True)
class Mail:
    """A text and its reference. ``either`` are lines that may be written or part of the signature."""

    kind: str
    text: str
    answer: dict[Class, Lines]
    either: Lines


@dataclass(frozen=True, slots=True)
class Score:
    right: int
    found: int
    wanted: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0


def mails() -> Iterator[Mail]:
    """All mails with a reference.

    Raises:
        MissingCorpusError: a corpus is missing.
    """
    fixtures = corpus("talon") / "tests" / "fixtures"
    yield from _standard(fixtures / "standard_replies")
    yield from _html(fixtures / "html_replies")
    yield from _signed(fixtures / "signature" / "emails" / "stripped")
    yield from _tagged(fixtures / "signature" / "emails" / "P")
    yield from _languages(corpus("reply-crisp") / "test" / "fixtures")
    yield from _russian(corpus("ru-mail-derived"))


def _standard(folder: Path) -> Iterator[Mail]:
    for path in sorted(folder.glob("*.eml")):
        told = path.with_name(f"{path.stem}_reply_text")
        kept = _lines(told.read_text(encoding="utf-8")) if told.exists() else Counter()
        yield _mail("talon: programs", _plain_text(path), "Hello", either=kept - Counter(["Hello"]))


def _html(folder: Path) -> Iterator[Mail]:
    for path in sorted(folder.glob("*.html")):
        text = html_text(path.read_text(encoding="utf-8"))
        yield _mail("talon: HTML", text, "Hi. I am fine.", either=Counter(["Thanks,", "Alex"]))


def _signed(folder: Path) -> Iterator[Mail]:
    for path in sorted(folder.glob("*_body")):
        text = path.read_text(encoding="utf-8").replace("#sig#", "")
        signature = path.with_name(path.name.replace("_body", "_signature")).read_text(encoding="utf-8")
        signed = _lines(signature.replace("#sig#", ""))
        yield _mail("talon: signatures", text, "\n".join((_lines(text) - signed).elements()), signature=signed)


def _tagged(folder: Path) -> Iterator[Mail]:
    for path in sorted(folder.iterdir()):
        text = path.read_text(encoding="utf-8", errors="replace")
        if "#sig#" in text:
            text = text.partition("\n\n")[2] if text.startswith("From:") else text
            lines = text.splitlines()
            signed = _lines("\n".join(line for line in lines if line.startswith("#sig#")).replace("#sig#", ""))
            written = "\n".join(line for line in lines if not line.startswith("#"))
            yield _mail("talon: signatures", text.replace("#sig#", "").replace("#reply#", ""), written, signed)


def _languages(folder: Path) -> Iterator[Mail]:
    """Replies in a dozen languages; the author wrote only the first paragraph, which is the same in all."""
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        if text.startswith(_FIRST_PARAGRAPH):
            below = text.partition("\n\n")[2]
            device = below.lstrip().split("\n", 1)[0]
            signed = (
                device if device.startswith(("Sent from", "Get Outlook", "Envoyé à partir", "Gesendet von")) else ""
            )
            if "\n-- \n" not in text:
                yield _mail("crisp: languages", text, text.partition("\n\n")[0].split("\n___")[0].split("\nOn ")[0],
                            _lines(signed))  # fmt: skip


def _russian(folder: Path) -> Iterator[Mail]:
    for path in sorted(folder.glob("*.eml")):
        text = _plain_text(path).replace("\r\n", "\n").rstrip()
        body, dashes, signature = text.rpartition("\n-- \n")
        lines = body.split("\n")
        quote = next((at for at, line in enumerate(lines) if " пользователь " in line), len(lines))
        yield _mail("derived: Russian", text, "\n".join(lines[:quote]), _lines(f"{dashes.strip()}\n{signature}"))


def _mail(kind: str, text: str, written: str, signature: Lines | None = None, either: Lines | None = None) -> Mail:
    wrote, signed, undecided = _lines(written), signature or Counter(), either or Counter()
    rest = _lines(text) - wrote - signed - undecided
    return Mail(kind, text, {"written": wrote, "quoted": rest, "signature": signed}, undecided)


def _lines(text: str) -> Lines:
    return Counter(line.strip() for line in text.splitlines() if line.strip())


def _plain_text(path: Path) -> str:
    message: Message = message_from_bytes(path.read_bytes())
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            return content.decode(part.get_content_charset() or "utf-8", errors="replace")
    return ""


# -- the libraries --

Cutter: TypeAlias = Callable[[str], dict[Class, Lines]]
"""Maps a text to its lines by class, for the classes that it distinguishes."""


def _ours(text: str) -> dict[Class, Lines]:
    split = split_reply(text)
    return {"written": _lines(split.text), "quoted": _lines(split.quoted), "signature": _lines(split.signature)}


def _mail_parser_reply(text: str) -> dict[Class, Lines]:
    from mailparser_reply import EmailReplyParser

    replies = EmailReplyParser(languages=_LANGUAGES).read(text=text).replies
    first = replies[0]
    found = [
        first.signatures or "",
        *([first.disclaimers] if isinstance(first.disclaimers, str) else first.disclaimers or []),
    ]
    signed = _lines("\n".join(found))
    return {"written": _lines(first.body), "signature": signed, "quoted": _lines(text) - _lines(first.body) - signed}


def _email_reply_parser(text: str) -> dict[Class, Lines]:
    from email_reply_parser import EmailReplyParser

    found: dict[Class, Lines] = {name: Counter() for name in CLASSES}
    for fragment in EmailReplyParser.read(text).fragments:
        kind: Class = (
            "signature" if fragment.signature else "quoted" if fragment.quoted or fragment.headers else "written"
        )
        found[kind] += _lines(fragment.content)
    return found


def _quotequail(text: str) -> dict[Class, Lines]:
    import quotequail

    found: dict[Class, Lines] = {"written": Counter(), "quoted": Counter()}
    for shown, piece in quotequail.quote(text):
        found["written" if shown else "quoted"] += _lines(piece)
    return found


def _email_reply_extractor(text: str) -> dict[Class, Lines]:
    from email_reply_extractor import clean_for_scoring, extract_new_text

    new = extract_new_text(text).text
    written = _lines(clean_for_scoring(new).text)
    return {"written": written, "quoted": _lines(text) - _lines(new), "signature": _lines(new) - written}


OURS = "semsearch"
CUTTERS: dict[str, Cutter] = {
    OURS: _ours,
    "mail-parser-reply": _mail_parser_reply,
    "email-reply-extractor": _email_reply_extractor,
    "email-reply-parser": _email_reply_parser,
    "quotequail": _quotequail,
}


def measure(cutter: Cutter, answered: list[Mail]) -> dict[tuple[str, Class], Score]:
    """The score of each class on each kind of mail, "all" of them, and "talon" alone."""
    sums: dict[tuple[str, Class], list[int]] = {}
    for mail in answered:
        found = cutter(mail.text)
        for name in CLASSES:
            lines = found.get(name, Counter())
            lines = lines if name == "quoted" else lines - mail.either
            wanted = mail.answer[name]
            numbers = (sum((lines & wanted).values()), sum(lines.values()), sum(wanted.values()))
            groups = ["all", mail.kind, *(["talon"] if mail.kind.startswith("talon") else [])]
            for group in groups:
                total = sums.setdefault((group, name), [0, 0, 0])
                for at, number in enumerate(numbers):
                    total[at] += number
    return {key: Score(*numbers) for key, numbers in sums.items()}


def table() -> tuple[str, dict[str, dict[tuple[str, Class], Score]]]:
    """F1 of every class by kind of mail and library, as Markdown, and the scores behind it."""
    answered = list(mails())
    scores = {name: measure(cutter, answered) for name, cutter in CUTTERS.items()}
    groups = ["talon", *dict.fromkeys(mail.kind for mail in answered), "all"]
    lines = [f"| mails | lines | {' | '.join(CUTTERS)} |", f"| --- | --- |{' ---: |' * len(CUTTERS)}"]
    for group in groups:
        for name in CLASSES:
            row = [scores[cutter][group, name] for cutter in CUTTERS]
            if row[0].wanted:
                lines.append(f"| {group} | {row[0].wanted} {name} | {' | '.join(f'{score.f1:.3f}' for score in row)} |")
    return "\n".join(lines), scores


def figure(*, keep: bool) -> Figure:
    """F1 of the written lines on talon's mails, compared with the best library. With `keep`, the whole table is written
    to docs/quality.md."""
    before = load()
    shown, scores = table()
    print(shown)
    if keep:
        write_between(ROOT / "docs" / "quality.md", shown, START, END)
    f1 = {name: scores[name]["talon", "written"].f1 for name in CUTTERS}
    best = max((name for name in CUTTERS if name != OURS), key=lambda name: f1[name])
    return Figure(
        name="reply",
        what="lines that the author wrote, F1",
        unit="F1",
        ours=f1[OURS],
        peer=f1[best],
        peer_name=f"{best}, the best of {', '.join(name for name in CUTTERS if name != OURS)}",
        goal=(">=", 0.95),
        dataset="talon's answered mails",
        remark="By class and kind of mail in docs/quality.md.",
        load=before,
    )


if __name__ == "__main__":
    print(table()[0])
