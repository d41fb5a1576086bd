"""Tables that only lay a mail out become plain blocks."""

import pytest

from semsearch.extract.layout_tables import as_blocks
from semsearch.extract.preview import sanitised


def test_wrappers_many_deep_are_gone_and_what_they_hold_stays() -> None:
    html = "<b>x</b>"
    for _ in range(30):
        html = f"<table><tbody><tr><td>{html}</td></tr></tbody></table>"
    assert "<t" not in as_blocks(html)
    assert "<b>x</b>" in as_blocks(html)


def test_a_table_of_columns_stays_also_inside_a_wrapper() -> None:
    inner = "<table><tbody><tr><td>May</td><td>400</td></tr><tr><td>June</td></tr></tbody></table>"
    html = f"<table><tbody><tr><td>before{inner}after</td></tr></tbody></table>"
    assert as_blocks(html) == f"<div><div>before{inner}after</div></div>"


def test_a_wrapper_inside_a_column_goes_alone() -> None:
    html = "<table><tr><td><table><tr><td>x</td></tr></table></td><td>y</td></tr></table>"
    assert as_blocks(html) == "<table><tr><td><div><div>x</div></div></td><td>y</td></tr></table>"


def test_colours_and_alignment_stay() -> None:
    html = '<table bgcolor="#003366" align="center"><tr><td style="color: white" bgcolor="navy">x</td></tr></table>'
    blocks = as_blocks(html)
    assert '<div style="background-color:#003366" align="center">' in blocks
    assert '<div style="color: white;background-color:navy">' in blocks


def test_a_box_with_a_border_stays() -> None:
    html = '<table border="1"><tr><td>x</td></tr></table>'
    assert as_blocks(html) == html
    assert "<table" not in as_blocks(html.replace('"1"', '"0"'))


@pytest.mark.parametrize("html", ["</table></td><td>x", "<table><tr><td>", "x</td></tr></table>", "<td>x</td>"])
def test_what_is_not_balanced_harms_nothing(html: str) -> None:
    assert "x" in as_blocks(html) or "x" not in html


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ('<td width="600">x</td>', False),
        ('<td width="50%">x</td>', True),
        ('<td width="40">x</td>', True),
        ('<td style="width: 700px">x</td>', False),
        ('<td style="width: 30%">x</td>', True),
    ],
)
def test_widths_that_no_pane_has_are_left_out(html: str, kept: bool) -> None:
    shown, _ = sanitised(f"<table border=1><tr>{html}<td>y</td></tr></table>")
    assert ("width" in shown) is kept
