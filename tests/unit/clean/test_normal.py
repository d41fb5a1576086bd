import pytest

from semsearch.clean.normal import base_subject, is_forward, normalise


@pytest.mark.parametrize(
    ("subject", "base"),
    [
        ("Lunch", "Lunch"),
        ("Re: Lunch", "Lunch"),
        ("RE: FW: Fwd: re : Lunch", "Lunch"),
        ("Re[2]: Lunch", "Lunch"),
        ("Re(3): Lunch", "Lunch"),
        ("Re^2: Lunch", "Lunch"),
        ("[food] Re: [food] Lunch", "Lunch"),
        ("Re: [food]  Lunch   today", "Lunch today"),
        ("Отв: Обед", "Обед"),
        ("На: Обед", "Обед"),
        ("Пересл: HA: Обед", "Обед"),
        ("AW: WG: Essen", "Essen"),
        ("Переслано: Redir.: Videresend: Обед", "Обед"),
        ("回复：转发: 午餐", "午餐"),
        ("R: I: VB: ENC: İLT: Pranzo", "Pranzo"),
        ("[food]", "[food]"),
        ("Re: Lunch (fwd)", "Lunch"),
        ("Обед (пересл)", "Обед"),
        ("Lunch (fwd) (fwd)", "Lunch"),
        ("Re: [Fwd: Re: Lunch] (fwd)", "Lunch"),
        ("[Fwd: Re: [food] Lunch]", "Lunch"),
        ("Re: [Fwd: Lunch]", "Lunch"),
        ("Re:", ""),
        ("Regarding: lunch", "Regarding: lunch"),
        ("Reply to all", "Reply to all"),
        ("", ""),
    ],
)
def test_base_subject(subject: str, base: str) -> None:
    assert base_subject(subject) == base


@pytest.mark.parametrize(
    "subject",
    ["Fwd: Lunch", "WG: Essen", "Переслано: Обед", "FW[2]: Lunch", "Lunch (fwd)", "[Fwd: Lunch]", "转发：午餐"],
)
def test_forwards_are_known_by_their_subject(subject: str) -> None:
    assert is_forward(subject)
    assert not is_forward(f"Re: {subject}")


def test_normalise_forgets_white_space_and_composition() -> None:
    assert normalise(" cafe\u0301\u00a0 au\r\n\tlait ") == normalise("café au lait") == "café au lait"


@pytest.mark.parametrize(("one", "other"), [("Lunch", "lunch"), ("«да»", '"да"'), ("a – b", "a - b"), ("еж", "ёж")])
def test_normalise_keeps_what_people_see(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)
