"""Which charset bytes are in."""

import pytest

from semsearch.extract import extract
from semsearch.extract.charsets.decoding import decode, known_charset

RUSSIAN = "Добрый день! Отправляю отчёт за март, посмотрите, пожалуйста, таблицу на второй странице."
WITHOUT_A_SIGN = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
"""Bytes that Windows-1252 has nothing for."""
CODE_PAGES = ["cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"]


@pytest.mark.parametrize("charset", [*CODE_PAGES, "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_russian_is_read_in_every_encoding_it_lies_on_disks_in(charset: str) -> None:
    assert decode(RUSSIAN.encode(charset)).text == RUSSIAN


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "cp866", "iso8859-5"])
@pytest.mark.parametrize(
    "text", ["Привет", "СРОЧНО ПОЗВОНИТЕ", "Re: встреча в пятницу", "Счета за март", "Иванов И. И."]
)
def test_a_few_words_are_enough(text: str, charset: str) -> None:
    content = text.encode(charset, "replace")

    assert decode(content).text == content.decode(charset)


@pytest.mark.parametrize("declared", ["us-ascii", "iso-8859-1", "utf-8", "x-unknown", "no-such-charset", ""])
def test_a_wrong_charset_does_not_hide_russian(declared: str) -> None:
    assert decode(RUSSIAN.encode("cp1251"), declared).text == RUSSIAN


def test_koi8_that_says_it_is_windows_1251_is_read_as_koi8() -> None:
    decoded = decode(RUSSIAN.encode("koi8-r"), "windows-1251")

    assert (decoded.text, decoded.charset) == (RUSSIAN, "koi8-r")


def test_utf8_that_says_it_is_latin_is_read_as_utf8() -> None:
    assert decode("naïve café — déjà vu".encode(), "iso-8859-1").text == "naïve café — déjà vu"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Le café où Molière écrivait était fermé à Noël, hélas, et l’été arrivait déjà.", "cp1252"),
        ("Die Übersetzung war größer als nötig, aber schön für Jürgen und seine Mädchen.", "cp1252"),
    ],
)
def test_western_text_is_not_taken_for_russian(text: str, charset: str) -> None:
    assert decode(text.encode(charset)).text == text


@pytest.mark.parametrize("declared", ["windows-1251", "koi8-r"])
@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Dziękuję za wiadomość, proszę o przesłanie faktury w przyszłym tygodniu, pozdrawiam serdecznie.", "cp1250"),
        ("Merhaba, mesajınız için teşekkür ederim, lütfen faturayı önümüzdeki hafta gönderin.", "cp1254"),
        ("Merci pour votre réponse, voilà la facture de l'été dernier, envoyée à la société.", "cp1252"),
    ],
)
def test_latin_words_are_not_read_with_letters_of_another_alphabet(text: str, charset: str, declared: str) -> None:
    assert decode(text.encode(charset), declared).text == text


@pytest.mark.parametrize(
    "text",
    [
        "Зaкaжитe нoвыe тoвapы пo низкoй цeнe в нaшeм мaгaзинe",
        "Пришли email-адрес и PDF-файл, т.к. web-сайт на php-шаблоне",
    ],
)
def test_russian_with_latin_letters_in_it_stays_russian(text: str) -> None:
    assert decode(text.encode("cp1251"), "windows-1251").text == text


@pytest.mark.parametrize("declared", ["", "iso-8859-1"])
def test_a_capital_letter_before_a_sign_is_not_taken_for_utf_8(declared: str) -> None:
    assert decode("NESCAFÉ® Gold".encode("cp1252"), declared).text == "NESCAFÉ® Gold"
    assert decode("good [ɡʊd]".encode(), declared).text == "good [ɡʊd]"


@pytest.mark.parametrize(("charset", "declared"), [("cp1251", "koi8-r"), ("koi8-r", "windows-1251")])
def test_russian_in_small_letters_is_not_read_as_capitals_of_another_charset(charset: str, declared: str) -> None:
    for text in ("в новой версии не используется", "использовании переменных", "значение access_log по умолчанию"):
        assert decode(text.encode(charset), declared).text == text


@pytest.mark.parametrize("declared", ["koi8-r", "windows-1251"])
@pytest.mark.parametrize("text", ["ВНИМАНИЕ", "АКТ СВЕРКИ", "ФГУП НИИ ЧАСПРОМ", "СРОЧНО: СЧЁТ НА ОПЛАТУ", "ЦРБ МЧС"])
def test_capitals_are_believed(text: str, declared: str) -> None:
    assert decode(text.encode(declared), declared).text == text


def test_what_is_declared_is_believed_where_the_bytes_allow_it() -> None:
    assert decode("žluťoučký kůň".encode("iso-8859-2"), "ISO-8859-2").text == "žluťoučký kůň"
    assert decode("すみません".encode("iso2022_jp"), "").text == "すみません"
    assert decode("漢字かな".encode("cp932"), "Shift_JIS").text == "漢字かな"


def test_windows_quotes_in_what_claims_to_be_latin_1() -> None:
    assert decode(b"\x93quoted\x94 \x96 it\x92s", "iso-8859-1").text == "“quoted” – it’s"


def test_a_letter_cut_off_at_the_end_does_not_change_the_charset() -> None:
    assert decode("Отчёт за март готов".encode()[:-1]).charset == "utf-8"


@pytest.mark.parametrize(
    "name", ["base64", "rot13", "idna", "unicode_escape", "\x00", "a" * 500, "zip", "кои8", "\udcff"]
)
def test_codecs_that_are_no_charsets_are_not_used(name: str) -> None:
    assert known_charset(name) == ""


def test_one_letter_of_western_europe_in_what_claims_to_be_ascii() -> None:
    assert decode("Ingo Lütkebohle".encode("cp1252"), "us-ascii").text == "Ingo Lütkebohle"


def test_japanese_is_read_whatever_it_claims_to_be() -> None:
    text = "メールを簡単に。メッセージの高速全文検索、タブ表示、アーカイブ。設定も簡単で自由自在です。"

    assert decode(text.encode("cp932"), "utf-8").text == text
    assert decode(text.encode("iso2022_jp"), "us-ascii").text == text


def test_a_broken_letter_does_not_make_utf8_another_charset() -> None:
    assert decode("Привет".encode()[:-1] + b"\x90, hi", "utf-8").text.startswith("Приве")


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("cp1255", "הבקר כמעט כבר האיר למדי, ושאון מרוצה קם על המעלות. והקיבה הזאת היו בכל זאת מיוחדים."),
        ("cp1250", "A miniszter vendégei és a szőlő öt üveg bort küldött, mert nagyon fűtött a szobában."),
        ("iso8859-2", "Příliš žluťoučký kůň úpěl ďábelské ódy, a šťastné dítě se učí číst; žádné řešení není."),
        ("euc_jp", "メールを簡単に。メッセージの高速全文検索、タブ表示、アーカイブ。設定も簡単で自由自在です。"),
        ("iso2022_kr", "안녕하세요, 반갑습니다."),
    ],
)
def test_other_languages(charset: str, text: str) -> None:
    assert decode(text.encode(charset) * 5).text == text * 5


def test_utf8_with_a_broken_end_is_utf8() -> None:
    assert decode("чтобы я без вас делал".encode() + b"\xb7\xf5" * 20, "utf-8").text.startswith("чтобы я без вас делал")


@pytest.mark.parametrize(
    ("text", "charsets"),
    [
        ("שלום חברים יקרים", ["cp1255"]),
        ("Καλημέρα σας, η συνάντηση", ["cp1253", "iso8859-7"]),
        ("مرحبا بكم في الاجتماع", ["cp1256", "iso8859-6"]),
        ("สวัสดีครับ ขอบคุณมาก", ["cp874"]),
        ("会议的时间和地点", ["gb18030"]),
        ("會議的時間和地點", ["big5"]),
        ("会議の時間と場所", ["cp932", "euc_jp"]),
        ("회의 시간과 장소 안내", ["cp949"]),
    ],
)
@pytest.mark.parametrize("declared", ["", "iso-8859-1"])
def test_a_few_words_of_other_scripts_are_enough(text: str, charsets: list[str], declared: str) -> None:
    for charset in charsets:
        assert decode(text.encode(charset), declared).text == text


@pytest.mark.parametrize("text", ["åäö", "äöüß", "éèà", "À", "¥100 ¢5", "£5 £6 €7 ½", "Ærø Ø", "El Niño", "naïve"])
def test_a_few_letters_of_western_europe_are_what_they_claim_to_be(text: str) -> None:
    assert decode(text.encode("cp1252"), "iso-8859-1").text == text


@pytest.mark.parametrize(
    "text",
    [
        "a note on Malmö from last week", "Hæ there", "she said tschüß to all of us", "Bogotá", "Re: Éric", "naïve.txt",
        "Tromsø", "CAFÉ", "Pérez", "Málaga", "coöperate",
    ],
)  # fmt: skip
def test_a_word_of_western_europe_is_not_taken_for_one_of_old_computers(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


def test_a_long_beginning_in_ascii_hides_no_charset() -> None:
    text = "<td>" * 2000 + "Proszę przesłać fakturę, którą wystawiliśmy w piątek."
    assert decode(text.encode("iso8859-2")).text == text


@pytest.mark.parametrize("text", ["£5", "¥100 ¢5", "À", "é", "º ª", "«»", "§ 5 — ©"])
def test_signs_that_stand_alone_are_no_russian(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


def test_signs_that_windows_adds_to_japanese_in_escapes() -> None:
    assert decode(b"\x1b$B-b\x1b(B41 \x1b$B-!\x1b(B", "iso-2022-jp").text == "№41 ①"


def test_zeros_are_no_text() -> None:
    assert not decode(b"\0" * 64).charset.startswith(("utf-16", "utf-32"))


def test_tables_of_lines_in_text_from_dos() -> None:
    text = "┌────────────┬───┐\n│ Чай чёрный │ 5 │\n│ Сахар      │ 7 │\n└────────────┴───┘"

    assert decode(text.encode("cp866")).text == text


@pytest.mark.parametrize("text", ["Привет, мир", "Größe — 25°", "Müller", "idéalement à TH2, voilà"])
def test_utf8_that_was_encoded_twice(text: str) -> None:
    octets = "".join(chr(code) if code in WITHOUT_A_SIGN else bytes((code,)).decode("cp1252") for code in text.encode())

    assert decode(octets.replace("\xa0", " ").encode(), "utf-8").text.replace("\xa0", " ") == text


@pytest.mark.parametrize("text", ["Привет, мир", "Договор № 5 — «Ромашка»", "Иван И. — 5 €", "РСФСР и СССР"])
@pytest.mark.parametrize("sign", ["\x98", "?"])
def test_utf8_that_was_taken_for_windows_1251_and_encoded_again(text: str, sign: str) -> None:
    octets = "".join(sign if code == 0x98 else bytes((code,)).decode("cp1251") for code in text.encode())

    assert decode(octets.encode()).text == text
    assert decode(octets.replace("\xa0", " ").encode()).text == text


@pytest.mark.parametrize(
    ("meant", "shown"),
    [("cp1251", "cp1252"), ("cp1251", "koi8-r"), ("koi8-r", "cp1251"), ("koi8-r", "cp1252"), ("cp866", "cp1251")],
)
def test_russian_that_was_shown_in_a_wrong_charset_and_kept_so(meant: str, shown: str) -> None:
    text = "Здравствуйте, коллеги! Высылаю договор на подпись."
    wrong = text.encode(meant).decode(shown)

    assert decode(wrong.encode(), "utf-8").text == text
    assert decode(f"Thanks.\n\nAnna wrote:\n> {wrong}".encode()).text.endswith(f"> {text}")


@pytest.mark.parametrize(
    "text",
    [
        "НПФ ЦНИИТМАШ", "зЕМЛЯ чЕЛОВЕК", "ÄÖÜ ÅÄÖ ÀÉÈ ÇÇÇÇ", "src/\n├── a\n└── b\n│   └── c", "åäö ÅÄÖ", "äöüß ÄÖÜ ß",
        "ëëëë", "À la carte, éèêë çà où", "КПСС ВЛКСМ ВЦСПС НКВД", "уууу", "Кхххххх", "щшщш", "Ъгъл Щъркел",
        "Ћао Џон", "Љубав Њујорк Ћирилица", "Ukraine: їхні її",
        "румънска", "%s: не є файлом trustdb", "збой fts_read", "Caps Lock је укључен", "MP3 ойнау тізімі", "%s файлів",
        "Grüße, Björn Müller\n> " + "Здравствуйте".encode("cp1251").decode("cp1252") + "\nKöln, Fußgängerübergänge",
    ],
)  # fmt: skip
def test_what_was_not_shown_in_a_wrong_charset_stays(text: str) -> None:
    assert decode(text.encode(), "utf-8").text == text


@pytest.mark.parametrize("charset", ["koi8-r", ""])
def test_ukrainian_in_koi8(charset: str) -> None:
    text = "Добрий день! Надсилаю рахунок і договір, які ви просили її."

    assert decode(text.encode("koi8-u"), charset).text == text


def test_czech_of_windows_that_says_it_is_iso_8859_2() -> None:
    assert decode("Těším se – šťastná žena".encode("cp1250"), "iso-8859-2").text == "Těším se – šťastná žena"


@pytest.mark.parametrize(
    "text", ["РС, РСФСР и В «Ромашке»", "JOÃO E A IRMÃ", "Ã© is what é becomes", "SÃ£o and São", "Â¡"]
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert decode(text.encode(), "utf-8").text == text


def test_a_few_letters_of_central_europe() -> None:
    assert decode("Těším se".encode("iso8859-2")).text == "Těším se"


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "us-ascii", "utf-8", ""])
@pytest.mark.parametrize(
    ("text", "charsets"),
    [
        ("Proszę przesłać fakturę, którą wystawiliśmy w piątek.", ["iso8859-2", "cp1250"]),
        ("Prosím pošlete smlouvu, kterou jsme podepsali ve čtvrtek.", ["iso8859-2", "cp1250"]),
        ("Kérjük, küldje el a szerződést, amelyet írtunk.", ["iso8859-2", "cp1250"]),
        ("Aştept răspunsul dumneavoastră până mâine dimineaţă.", ["iso8859-2", "cp1250"]),
        ("Günaydın, faturayı göndereceğim.", ["cp1254"]),
        ("Ačiū už laišką, sąskaitą išsiųsiu rytoj.", ["cp1257"]),
        ("Góðan daginn, ég þarf að fá reikninginn í dag.", ["cp1252"]),
        ("Até amanhã, não há mais questões.", ["cp1252"]),
    ],
)
def test_a_sentence_is_enough_of_what_claims_to_be_western(text: str, charsets: list[str], declared: str) -> None:
    for charset in charsets:
        assert decode(text.encode(charset), declared).text == text


def test_czech_of_windows_in_a_few_words() -> None:
    assert decode("Příliš žluťoučký kůň".encode("cp1250")).text == "Příliš žluťoučký kůň"


def test_a_picture_cut_off_at_the_end_of_a_subject() -> None:
    assert decode(b"Hello \xf0\x9f\x98", "utf-8").text == "Hello "
    assert decode(b"Jos\xe9", "utf-8").text == "José"


@pytest.mark.parametrize(
    "text", ["Schöne Grüße aus München", "café déjà vu", "It’s “fine” — café au lait", "Åsa går på gården"]
)
def test_western_text_of_old_macintoshes(text: str) -> None:
    assert decode(text.encode("mac-roman")).text == text
    assert decode(text.encode("cp1252")).text == text


def test_korean_of_old_hangul_word_processors() -> None:
    assert decode("첨부 파일을 확인해 주세요".encode("johab")).charset == "johab"


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r"])
def test_a_word_beside_russian_is_russian(charset: str) -> None:
    assert decode("Да".encode(charset), "iso-8859-1", charset).text == "Да"
    assert decode("Müller".encode("cp1252"), "iso-8859-1", charset).text == "Müller"
    assert decode("Да".encode(charset), "iso-8859-1").text != "Да"


def test_what_was_encoded_twice_among_what_was_not() -> None:
    mixed = "Herzlichen GlÃ¼ckwunsch, Jürgen! Du wurdest ausgewÃ¤hlt: fÃ¼r 20â‚¬ …"

    assert decode(mixed.encode()).text == "Herzlichen Glückwunsch, Jürgen! Du wurdest ausgewählt: für 20€ …"
    assert decode("er sagte «AMANHû und ging".encode()).text == "er sagte «AMANHû und ging"


def test_lines_in_several_charsets() -> None:
    log = [("2003 Marc Côté", "cp1252"), ("2012 Marc Côté: größer", "utf-8"), ("2013 Čeština a Łódź", "utf-8")]

    assert decode(b"\n".join(line.encode(charset) for line, charset in log)).text == "\n".join(line for line, _ in log)
    assert decode("Текст".encode() + b"\xd0 " + "и ещё".encode()).text == "Текст\ufffd и ещё"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("added", ["Диск заполнен, писать некуда\r\n", "2026-11-28 disk is full\r\n"])
@pytest.mark.parametrize("times", [1, 300])
def test_what_powershell_added_to_a_text_is_read_too(charset: str, added: str, times: int) -> None:
    before = "Журнал сервера за ноябрь\r\nвсё в порядке\r\n"
    content = before.encode(charset) + (added * times).encode("utf-16-le")

    assert decode(content).text == before + added * times
    assert added.strip() in extract(content, "log.txt").documents[0].text


@pytest.mark.parametrize("text", ["Привет\nкак дела? Hello", "€ 100 was paid\nby Anna", "plain\ntext"])
@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_one_text(text: str, charset: str) -> None:
    assert decode(text.encode(charset)).text == text


@pytest.mark.parametrize("declared", ["iso-8859-2", "windows-1250", "windows-1254"])
@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Завтра в десять часов состоится совещание", "cp1251"),
        ("Побачимося ввечері, нарада о десятій", "cp1251"),
        ("Побачимося ввечері, нарада о десятій", "koi8-u"),
        ("η συνάντηση θα γίνει αύριο στις δέκα", "iso8859-7"),
        ("הפגישה תתקיים מחר בשעה עשר בבוקר", "cp1255"),
    ],
)
def test_what_claims_to_be_of_central_europe_may_have_other_letters(text: str, charset: str, declared: str) -> None:
    assert decode(text.encode(charset), declared).text == text


@pytest.mark.parametrize(
    ("text", "charset"),
    [("ΣΥΝΟΛΟ ΤΟΥ ΤΙΜΟΛΟΓΙΟΥ 100 €", "cp1253"), ("ЗВІТ 100 €", "cp1251"), ("ДОГОВОР МОСКВА 100 €", "cp1251")],
)
def test_capitals_with_a_sign_of_a_currency_are_no_table(text: str, charset: str) -> None:
    assert decode(text.encode(charset), charset).text == text


def test_what_claims_to_have_other_letters_may_have_those_of_a_third_alphabet() -> None:
    text = "Завтра в десять часов состоится совещание"

    assert decode(text.encode("cp1251"), "windows-1256").text == text
    assert decode("הפגישה תתקיים מחר בשעה עשר".encode("cp1255"), "windows-1253").text == "הפגישה תתקיים מחר בשעה עשר"


def test_utf8_that_says_it_is_of_east_asia_and_the_other_way_round() -> None:
    for text, charset in (("各位同事，明天上午十点开会。", "gb2312"), ("내일 오전 열 시에 회의가 있습니다.", "euc-kr")):
        assert decode(text.encode(), charset).text == text
        assert decode(text.encode(charset), "utf-8").text == text
    assert decode("Завтра совещание".encode(), "gb2312").text == "Завтра совещание"


def test_japanese_in_escapes_that_says_it_is_of_windows() -> None:
    assert decode("明日の会議は午前十時から".encode("iso2022_jp"), "iso-8859-1").text == "明日の会議は午前十時から"


def test_words_of_two_scripts_are_no_thai() -> None:
    lines = "nИмя tФайл rОтчёт zКнига sСеть nПапка bДиск aСбой rСервер\n".encode("cp866")

    assert decode(b"2014-03-02 12:01 INFO pid=7\n" * 50 + lines).charset != "cp874"
