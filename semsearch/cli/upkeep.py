"""The commands that verify, mend, copy and remove an index."""

from typing import TYPE_CHECKING, get_args

import click

from semsearch.cli.progress import Style, progress
from semsearch.cli.session import Session, common, notice, with_session

if TYPE_CHECKING:
    from semsearch.records import DoctorReport


@click.command()
@click.option("--repair", is_flag=True, help="Mend what is wrong. Nothing indexed is lost.")
@click.option(
    "--progress",
    "style",
    type=click.Choice(get_args(Style)),
    default="auto",
    show_default=True,
    help="Of a repair, on stderr: a bar on a terminal, one JSON object a line, or nothing.",
)
@common
@with_session
@click.pass_context
def doctor(context: click.Context, session: Session, repair: bool, style: Style) -> None:
    """Verify the index: the database, the keywords, the vectors and their graph, against each other and the disk.

    The exit status is 1 when something is wrong.

    \b
    Examples:
      semsearch doctor
      semsearch doctor --repair
    """
    from semsearch.doctor import Doctor

    with progress(style) as report:
        found = Doctor(session.home).repair(report) if repair else Doctor(session.home).examine()
    session.print(found, lambda: _checks(found))
    if not found.ok:
        if not session.json and not repair:
            notice("something is wrong; mend it with: semsearch doctor --repair")
        context.exit(1)


def _checks(report: "DoctorReport") -> str:
    width = max(len(check.name) for check in report.checks)
    lines = [f"repaired: {line}" for line in report.repaired]
    for check in report.checks:
        mark = click.style("ok ", fg="green") if check.ok else click.style("BAD", fg="red", bold=True)
        lines.append(f"{mark}  {check.name:<{width}}  {check.detail}")
    return "\n".join(lines)
