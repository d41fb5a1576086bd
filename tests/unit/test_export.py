import pytest

from semsearch.export import cell


@pytest.mark.parametrize(
    ("value", "written"),
    [("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("@SUM(A1)", "'@SUM(A1)"), ("Re: lunch", "Re: lunch"), (None, ""), (3, "3")],
)
def test_what_a_spreadsheet_would_compute_is_made_text(value: object, written: str) -> None:
    assert cell(value) == written
