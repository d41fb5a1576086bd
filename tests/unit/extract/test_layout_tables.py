"""Tables that only lay a mail out become plain blocks."""

import pytest

from semsearch.extract.preview import sanitised


def test_wrappers_many_deep_are_gone_and_what_they_hold_stays() -> None:
    html = "<b>x</b>"
    for _ in range(30):
        html = f"<table><tbody><tr><td>{html}</td></tr></tbody></table>"
    shown, _ = sanitised(html)
    assert "<t" not in shown
    assert "<b>x</b>" in shown


def test_a_table_of_columns_stays_also_inside_a_wrapper() -> None:
    inner = "<table><tbody><tr><td>May</td><td>400</td></tr><tr><td>June</td></tr></tbody></table>"
    html = f"<table><tbody><tr><td>before{inner}after</td></tr></tbody></table>"
    assert sanitised(html) == (f"<div><div>before{inner}after</div></div>", 0)


def test_a_wrapper_inside_a_column_goes_alone() -> None:
    html = "<table><tbody><tr><td><table><tr><td>x</td></tr></table></td><td>y</td></tr></tbody></table>"
    shown, _ = sanitised(html)
    assert shown == "<table><tbody><tr><td><div><div>x</div></div></td><td>y</td></tr></tbody></table>"


def test_colours_and_alignment_stay() -> None:
    html = '<table bgcolor="#003366" align="center"><tr><td style="color: white" bgcolor="navy">x</td></tr></table>'
    shown, _ = sanitised(html)
    assert '<div align="center" style="background-color:#003366">' in shown
    assert '<div style="color:white;background-color:navy">' in shown


def test_a_box_with_a_border_stays() -> None:
    html = '<table border="1"><tbody><tr><td>x</td></tr></tbody></table>'
    assert sanitised(html) == (html, 0)
    assert "<table" not in sanitised(html.replace('"1"', '"0"'))[0]


def test_a_table_that_its_maker_marks_as_layout_keeps_its_rows() -> None:
    shown, _ = sanitised("<table data-layout='fixed'><tr><td>Total</td><td>300</td></tr></table>")
    assert "<td>Total</td><td>300</td>" in shown


@pytest.mark.parametrize(
    "html", ["</table></td><td>x", "<table><tr><td>x", "x</td></tr></table>", "<td>x</td>", "<!-- <table> --><p>x"]
)
def test_what_is_not_balanced_harms_nothing(html: str) -> None:
    assert "x" in sanitised(html)[0]


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
