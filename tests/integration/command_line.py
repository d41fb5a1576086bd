"""The command line on one home, and mail to put before it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from semsearch.cli.app import app

MAIL = """From: {sender}
To: boris@example.org
Subject: {subject}
Date: Tue, 12 Mar 2024 10:15:00 +0300
Message-ID: <{id}@example.org>
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

{text}
"""


RENT = "Хозяйка квартиры просит с апреля платить сорок семь тысяч вместо сорока двух."
LUNCH = "Shall we meet for lunch at the noodle place near the station at one o'clock?"


@dataclass(frozen=True)
class Semsearch:
    """The program, on one home."""

    home: Path
    mail: Path

    def __call__(self, *args: object, stdin: str | bytes = "") -> Result:
        arguments = [*map(str, args), "--home", str(self.home)]
        return CliRunner().invoke(app, arguments, input=stdin, prog_name="semsearch")

    def json(self, *args: object) -> Any:  # noqa: ANN401
        result = self(*args, "--json")
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    def lines(self, *args: object, stdin: str | bytes) -> tuple[int, list[Any]]:
        result = self(*args, stdin=stdin)
        return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def write_mail(path: Path, sender: str, subject: str, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    message = MAIL.format(sender=sender, subject=subject, id=path.stem, text=text)
    path.write_text(message, encoding="utf-8")


def assert_one_line(result: Result) -> None:
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("semsearch: ")
