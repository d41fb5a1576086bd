"""What can become a source beside those that there are."""

from pathlib import Path

import pytest

from semsearch.errors import UsageError
from semsearch.sources.admission import check_new_source
from semsearch.sources.rules import is_noise


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    """A folder that is reached through a link as well, as it is by other case on some systems."""
    (tmp_path / "mail" / "2024").mkdir(parents=True)
    (tmp_path / "linked").symlink_to(tmp_path / "mail")
    (tmp_path / "other").mkdir()
    return tmp_path / "mail"


@pytest.mark.parametrize(
    ("new", "known", "why"),
    [
        ("linked", "mail", "is a source already, by the name"),
        ("mail/2024", "mail", "lies in"),
        ("linked/2024", "mail", "lies in"),
        ("mail", "mail/2024", "contains the source"),
        ("linked", "mail/2024", "contains the source"),
        ("gone", "mail", "is not there"),
    ],
)
def test_no_document_is_read_twice(mail: Path, new: str, known: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        check_new_source(str(mail.parent / new), [str(mail.parent / known)], ())


def test_what_lies_elsewhere_is_taken_also_while_a_source_is_away(mail: Path) -> None:
    check_new_source(str(mail.parent / "other"), [str(mail), str(mail.parent / "away")], ())


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a system without /proc")
@pytest.mark.parametrize("place", ["/proc", "/proc/self/fd"])
def test_what_the_system_shows_of_itself_is_no_source(place: str) -> None:
    with pytest.raises(UsageError, match="holds no files"):
        check_new_source(place, [], ())

    assert is_noise("proc", "/proc")
    assert not is_noise("proc", "/home/anna/proc")
