import pytest

from semsearch.language.detection import detect


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Привет", "ru"),
        ("Добрый день! Где мой договор?", "ru"),
        ("Договір підписано, їх надіслано", "uk"),
        ("The invoice is attached, please pay it by Friday.", "en"),
        ("Where is it?", "en"),
        ("Die Rechnung liegt bei, bitte bezahlen Sie sie bis zum nächsten Freitag, vielen Dank dafür.", "de"),
        ("La facture est jointe à ce message, veuillez la régler avant vendredi prochain, merci beaucoup.", "fr"),
        ("Счёт во вложении, оплатите его, пожалуйста, до пятницы. Склад просит подтвердить адрес доставки.", "ru"),
        ("Ошибка в log-файле: connection refused, перезапустите сервис и пришлите нам результат команды", "ru"),
        ("Россия подала иск к Библиотеке конгресса США из-за коллекции Шнеерсона.", "ru"),
        ("Обсудим сроки\nivan.petrov@stroymash.example, anna.smirnova@vector.example", "ru"),
        ("Құжаттарды бүгін жібереміз", "kk"),
        ("אין כמעט ניבים אזוריים בעברית, והשפה נשמעת זהה כמעט בכל חלקי הארץ", "he"),
        ("", ""),
        ("12345 !!!", ""),
        ("Qwrtz", ""),
        ("\x00\x01\ud800 \uffff", ""),
    ],
)
def test_detect(text: str, code: str) -> None:
    assert detect(text) == code
