"""Chats that messengers export, as JSON or as text: each conversation is a document of its own."""

import json
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from semsearch.extract import extract
from semsearch.extract.archives.members import Budget
from semsearch.extract.process.worker import Task, run_batch
from semsearch.extract.taking import part_content
from semsearch.records import Extracted, SkipReason
from tests.files import zipped


def documents(content: object, name: str = "result.json") -> tuple[Extracted, ...]:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    found = extract(text.encode(), name)
    assert found.skips == ()
    return found.documents


def said(sender: str | None, date: str, text: object, **more: object) -> dict[str, object]:
    """A message of Telegram."""
    return {"id": 7, "type": "message", "date": date, "from": sender, "from_id": "user1", "text": text, **more}


LONG = "Завтра мы едем на дачу и берём с собой всё, что нужно. " * 12


def test_a_message_is_a_name_and_a_text_below_its_day() -> None:
    link = {"type": "link", "text": "example.org"}
    told = [{"type": "plain", "text": "Смотри "}, link]
    messages = [
        said("Иван Петров", "2024-03-05T10:30:00", ["Смотри ", link], text_entities=told, date_unixtime="1709634600"),
        said("Иван Петров", "2024-03-05T10:31:00", "Подойдёт?", edited="2024-03-05T10:32:00"),
        said(None, "2024-03-06T01:00:00", "Да", reactions=[{"emoji": "👍", "recent": [{"from": "Иван Петров"}]}]),
    ]

    [found] = documents({"name": "Иван Петров", "type": "personal_chat", "id": 4393933, "messages": messages})

    assert found.text.endswith(
        "2024-03-05\n\nИван Петров: Смотри example.org\nПодойдёт?\n\n2024-03-06\n\nДа"
    )  # fmt: skip
    assert found.title == "Иван Петров, 2024-03-05"
    assert found.date == datetime(2024, 3, 5, 10, 30, tzinfo=UTC)


def test_what_comes_with_a_message_is_read_without_ids_types_and_paths() -> None:
    missing = "(File not included. Change data exporting settings to download.)"
    poll = {"question": "Едем?", "total_voters": 3, "answers": [{"text": "Да", "voters": 3}]}
    card = {"first_name": "Пётр", "last_name": "", "phone_number": "+79161234567"}
    link = {"type": "text_link", "text": "тут", "href": "https://docs.example/plan"}
    messages = [
        said("Маша", "2024-03-05T10:30:00", "", photo="photos/photo_1@05-03-2024.jpg", width=1280),
        said("Маша", "2024-03-05T10:30:00", "", file=missing, file_name="Договор.docx", mime_type="application/msword"),
        said("Маша", "2024-03-05T10:30:00", "", file="stickers/a.webp", file_name="a.webp", media_type="sticker"),
        said("Маша", "2024-03-05T10:31:00", "Новость", forwarded_from="Вести"),
        said("Маша", "2024-03-05T10:32:00", "", poll=poll),
        said("Маша", "2024-03-05T10:33:00", "", contact_information=card),
        said("Маша", "2024-03-05T10:34:00", ["Вот ", link], text_entities=[link]),
        said("Маша", "2024-03-05T10:35:00", "", file="files/План.pdf"),
    ]

    [found] = documents({"messages": messages})

    told = "Договор.docx Новость Вести Едем? Да Пётр +79161234567 Вот_тут https://docs.example/plan План.pdf"
    assert found.text == "2024-03-05\n\nМаша: " + "\n".join(told.split()).replace("_", " ")


def test_a_pause_ends_a_conversation_that_is_long_enough() -> None:
    messages = [
        said("Маша", "2024-03-05T10:30:00", "Привет"),
        said("Маша", "2024-03-06T10:30:00", LONG),
        said("Иван", "2024-03-06T11:30:00", "Хорошо"),
        said("Маша", "2024-03-08T10:30:00", "Где ты?"),
    ]

    found = documents({"name": "Дача", "messages": messages})

    assert [document.title for document in found] == ["Дача, 2024-03-05", "Дача, 2024-03-08"]
    assert found[0].text.endswith("Иван: Хорошо")
    assert found[1].text == "2024-03-08\n\nМаша: Где ты?"


def test_a_conversation_without_end_is_cut() -> None:
    messages = [said("Маша", f"2024-03-05T10:{minute:02}:00", LONG) for minute in range(50)]

    found = documents(messages)

    assert len(found) > 2
    assert len({document.part for document in found}) == len(found)


def test_what_else_is_in_a_file_with_chats_is_read_as_data() -> None:
    chat = {"name": "Маша", "messages": [said("Маша", "2024-03-05T10:30:00", "Привет")]}

    own, talk = documents({"contacts": {"list": [{"first_name": "Пётр"}]}, "chats": {"list": [chat]}})

    assert (own.part, own.text) == (None, "first_name: Пётр")
    assert talk.part == "Маша, 2024-03-05.txt"
    assert talk.text == "2024-03-05\n\nМаша: Привет"


def test_chats_may_be_larger_than_other_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for module in ("unfolding", "process.worker", "sniff", "texts.json", "archives.members"):
        monkeypatch.setattr(f"semsearch.extract.{module}.MAX_BYTES", 1_000)
    messages = [said("Маша", f"2024-03-05T10:{minute}:00", "Едем?") for minute in range(10, 20)]
    chat, packed, other = tmp_path / "result.json", tmp_path / "export.zip", tmp_path / "prices.json"
    marked = tmp_path / "marked.json"
    chat.write_text(json.dumps({"messages": messages}, ensure_ascii=False))
    marked.write_text(chat.read_text(), "utf-8-sig")
    other.write_text(json.dumps(["a price"] * 1_000))
    with ZipFile(packed, "w", ZIP_DEFLATED) as export:
        export.write(chat, "result.json")
        export.write(other, "prices.json")

    files = tuple(Task(str(path)) for path in (chat, packed, other, marked))
    read = [outcome.value for outcome in run_batch(extract, files, tmp_path / "note", 30.0)]

    assert [[document.text.count("Едем?") for document in each.documents] for each in read if each] == [
        [10], [10], [], [10]
    ]  # fmt: skip
    assert [[skip.reason for skip in each.skips] for each in read if each] == [
        [], [SkipReason.TOO_LARGE], [SkipReason.TOO_LARGE], []
    ]  # fmt: skip


def test_large_files_in_json_without_chats_leave_room_for_what_comes_after_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("semsearch.extract.archives.members.MAX_BYTES", 1_000)
    monkeypatch.setattr("semsearch.extract.unfolding.Budget", lambda: Budget(unpacked=5_000))
    prices = json.dumps(["a price"] * 1_000)
    content = zipped({"prices.json": prices, "more.json": prices, "note.txt": "words"})

    found = extract(content, "export.zip")

    assert [document.text for document in found.documents] == ["words"]
    assert [skip.reason for skip in found.skips] == [SkipReason.TOO_LARGE] * 2


def test_a_conversation_can_be_taken_out_of_its_file() -> None:
    content = json.dumps([said("Ann", "2024-03-05T10:30:00", "Hello")]).encode()

    [found] = extract(content, "chat.json").documents

    assert found.part is not None
    assert part_content(content, found.part).decode() == found.text


FACEBOOK = {
    "title": "Anna",
    "messages": [
        {"sender_name": "Пётр".encode().decode("latin-1"), "timestamp_ms": 1609459300000, "content": "Yes"},
        {"sender_name": "Anna", "timestamp_ms": 1609459200000, "content": "Когда?".encode().decode("latin-1")},
    ],
}
BLOCKS = [{"type": "rich_text", "elements": [{"type": "text", "text": "Is A > B?"}]}]
SLACK = [
    {"type": "message", "user": "U0BMQB6JE", "text": "Is A &gt; B?", "blocks": BLOCKS, "ts": "1609459200.0001"},
    {"type": "message", "user": "U0BMYT2FL", "user_profile": {"real_name": "Bob Ray"}, "text": "Yes",
     "ts": "1609459201.0002",
     "attachments": [{"title": "On A and B", "fallback": "On A and B", "thumb_url": "https://a.example/b.png"}]},
]  # fmt: skip
DISCORD = {
    "channel": {"name": "general"},
    "messages": [
        {"timestamp": "2021-01-01T00:00:00.12+00:00", "isPinned": False, "content": "Hello",
         "author": {"name": "bob", "nickname": "Bob"}}
    ],
}  # fmt: skip
GOOGLE = {
    "messages": [
        {"creator": {"name": "Ann Lee", "email": "a@b.example"}, "text": "Lunch?",
         "created_date": "Friday, January 1, 2021 at 3:12:45\u202fPM UTC", "topic_id": "x"}
    ]
}  # fmt: skip
CLAUDE = {
    "uuid": "5b", "name": "Tea", "created_at": "2021-01-01T00:00:00Z",
    "chat_messages": [
        {"uuid": "7c", "text": "How long?", "content": [{"type": "text", "text": "How long?"}], "sender": "human",
         "created_at": "2021-01-01T00:00:00.12Z"}
    ],
}  # fmt: skip
LINK = '<a href="https://a.example/b?c=1&amp;d=2">https://a.example/b?c=1&amp;d=2</a>'
FILE = '<URIObject uri="https://a.example"><Title>Title: Plan</Title><OriginalName v="Plan.pdf"/></URIObject>'
QUOTE = "<quote><legacyquote>[1609459] Ann: </legacyquote>Where?<legacyquote>\n&lt;&lt;&lt; </legacyquote></quote>Here"
SKYPE = {
    "userId": "8:live:petr",
    "conversations": [
        {
            "displayName": "Ann Lee",
            "MessageList": [
                {"displayName": None, "from": "8:live:petr", "messagetype": "RichText", "content": QUOTE,
                 "originalarrivaltime": "2021-01-01T00:02:00.1Z", "conversationid": "8:live:ann"},
                {"displayName": "Ann Lee", "from": "8:live:ann", "messagetype": "RichText/Media_GenericFile",
                 "content": FILE, "originalarrivaltime": "2021-01-01T00:01:00.1Z"},
                {"displayName": "Ann Lee", "from": "8:live:ann", "messagetype": "RichText",
                 "content": f"See {LINK}", "originalarrivaltime": "2021-01-01T00:00:00.1Z"},
                {"displayName": "Ann Lee", "from": "8:live:ann", "messagetype": "Event/Call",
                 "content": "<partlist><part><name>Ann</name></part></partlist>",
                 "originalarrivaltime": "2021-01-01T00:00:30.1Z"},
            ],
        }
    ],
}  # fmt: skip
MATTERMOST = [{"type": "post", "post": {"channel": "town", "user": "ann", "message": "Hi", "create_at": 1609459200000}}]
ASSISTANT = [
    {
        "title": "Bread",
        "mapping": {
            "a": {"id": "a", "message": None},
            "s": {"message": {"author": {"role": "system"}, "create_time": None, "content": {"parts": [""]}}},
            "b": {"message": {"author": {"role": "user"}, "create_time": 1609459200.5, "content": {"parts": ["How?"]}}},
            "c": {"message": {"author": {"role": "assistant"}, "create_time": 1609459201.5,
                              "content": {"parts": ["Take <b>flour</b>."]}}},
        },
    }
]  # fmt: skip


@pytest.mark.parametrize(
    ("chat", "title", "text"),
    [
        (FACEBOOK, "Anna, 2021-01-01", "Anna: Когда?\n\nПётр: Yes"),
        (SLACK, "Bob Ray, 2021-01-01", "Is A > B?\n\nBob Ray: Yes\nOn A and B"),
        (DISCORD, "general, 2021-01-01", "Bob: Hello"),
        (GOOGLE, "Ann Lee, 2021-01-01", "Ann Lee: Lunch?"),
        (MATTERMOST, "ann, 2021-01-01", "ann: Hi"),
        (ASSISTANT, "Bread, 2021-01-01", "user: How?\n\nassistant: Take <b>flour</b>."),
        (CLAUDE, "Tea, 2021-01-01", "human: How long?"),
        (
            SKYPE,
            "Ann Lee, 2021-01-01",
            "Ann Lee: See https://a.example/b?c=1&d=2\nPlan.pdf\n\npetr: Where?\nHere",
        ),
    ],
)
def test_chats_of_other_programs(chat: object, title: str, text: str) -> None:
    found = documents(chat)[-1]

    assert found.title == title
    assert found.text.partition("2021-01-01\n\n")[2] == text


@pytest.mark.parametrize(
    "record",
    [
        {"author": "Ann", "date": "2024-03-05", "text": "It leaks", "product": "Thermos", "rating": 5},
        {"user": {"login": "Ann"}, "created_at": "2024-03-05", "body": "It hangs", "title": "Crash", "state": "open"},
        {"from": "a@b.example", "to": "c@d.example", "date": "2024-03-05", "subject": "Budget", "body": "See below"},
        {"timestamp": "2024-03-05T10:00:00Z", "user": "root", "message": "timed out", "level": "ERROR", "host": "web"},
        {"author": "Tolstoy", "date": "1869", "text": "All happy families"},
        {"from_id": "17", "to_id": "42", "date": "2024-03-05", "amount": 500, "comment": "for the lunch"},
        {"creator": "Ann", "created_date": "2024-03-05", "text": "Mend the roof", "status": "open"},
        {"type": "click", "text": "Buy now", "ts": "1709634600.5", "page": "shop"},
    ],
)
def test_other_records_that_say_who_wrote_what_and_when_are_data(record: dict[str, object]) -> None:
    [found] = documents([record, record], "data.json")

    assert found.part is None
    told = [each if isinstance(each, str | int) else "Ann" for each in record.values()]
    assert all(str(each) in found.text for each in told)


@pytest.mark.parametrize("moment", ["1e999", "0", "12", "-5", "true", "null", '"soon"', "[]", "9" * 400])
def test_a_message_with_a_moment_that_is_none_is_data(moment: str) -> None:
    [found] = documents(f'[{{"sender_name": "Ann", "timestamp_ms": {moment}, "content": "Hello"}}]')

    assert found.part is None
    assert "content: Hello" in found.text


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("[05.03.24, 12:34:56] ", "\u200e[05.03.24, 12:34:59] ", "[13.03.24, 1:00:00] "),
        ("3/5/24, 12:34\u202fPM - ", "3/5/24, 12:35\u202fPM - ", "3/13/24, 1:00\u202fAM - "),
        ("2024-03-05, 12:34 - ", "2024-03-05, 12:35 - ", "2024-03-13, 01:00 - "),
    ],
)
def test_a_chat_of_whatsapp(first: str, second: str, third: str) -> None:
    content = f"{first}Anna: Hello: you\nand all\n{second}Bob: Hi\n{third}Bob: -\n"

    [found] = documents(content, "_chat.txt")

    assert found.title == "Anna, Bob, 2024-03-05"
    assert found.text == "2024-03-05\n\nAnna: Hello: you\nand all\n\nBob: Hi\n\n2024-03-13\n\nBob: -"
    assert found.charset
    assert found.part is not None
    assert part_content(content.encode(), found.part).decode() == found.text


TELEGRAM_PAGE = """<html><head><title>Exported Data</title></head><body><div class="page_wrap">
<div class="page_header"><div class="content"><div class="text bold"> Дача </div></div></div>
<div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">5 March 2024</div></div>
<div class="message default clearfix" id="message1">
 <div class="pull_left userpic_wrap"><div class="initials">И</div></div>
 <div class="body"><div class="pull_right date details" title="05.03.2024 10:30:00 UTC+03:00">10:30</div>
  <div class="from_name"> Иван Петров </div><div class="text">Едем<br>завтра?</div></div></div>
<div class="message default clearfix joined" id="message2">
 <div class="body"><div class="pull_right date details" title="05.03.2024 10:31:00 UTC+03:00">10:31</div>
  <div class="forwarded body"><div class="from_name">Вести <span>04.03.2024</span></div></div>
  <div class="media_wrap"><div class="media"><div class="body"><div class="title bold">plan.pdf</div>
  <div class="status details">120.1 KB</div></div></div></div></div></div>
<div class="message default clearfix" id="message3">
 <div class="body"><div class="pull_right date details" title="05.03.2024 10:32:00 UTC+03:00">10:32</div>
  <div class="from_name"> Маша </div><div class="reply_to details">In reply to <a href="#">this message</a></div>
  <div class="text">Да</div></div></div>
</div></div></div></body></html>"""
VK_PAGE = """<html><body><div class="wrap"><div class="item"><div class="item__main">
<div class="message" data-id="2"><div class="message__header">Вы, 14 июл 2021 в 11:18:00</div><div>Да
<div class="kludges"></div></div></div></div></div><div class="item"><div class="item__main">
<div class="message" data-id="1"><div class="message__header"><a href="https://vk.com/id1">Илья Орлов</a>, 14 июл 2021 в
11:17:48</div><div>Едем?<div class="kludges"></div></div></div></div></div></div></body></html>"""


def test_a_chat_that_telegram_exports_as_pages() -> None:
    [found] = documents(TELEGRAM_PAGE, "messages.html")

    assert found.title == "Дача, 2024-03-05"
    assert found.text == "2024-03-05\n\nИван Петров: Едем\nзавтра?\nplan.pdf\n\nМаша: Да"
    assert found.part is not None
    assert part_content(TELEGRAM_PAGE.encode(), found.part).decode() == found.text


def test_a_chat_of_vk() -> None:
    [found] = extract(VK_PAGE.encode("cp1251"), "messages0.html").documents

    assert found.title == "Илья Орлов, Вы, 2021-07-14"
    assert found.text == "2021-07-14\n\nИлья Орлов: Едем?\n\nВы: Да"


def test_a_page_with_messages_that_are_no_chat_is_read_as_a_page() -> None:
    page = '<html><body><div class="message error">Wrong password</div><p>Try again</p></body></html>'

    [found] = documents(page, "login.html")

    assert found.text == "Wrong password\n\nTry again"


def test_a_log_of_a_server_is_no_chat() -> None:
    log = "".join(f"[2024-03-05 12:34:5{second}] local.ERROR: it fails\n" for second in range(5))

    [found] = documents(log, "server.log")

    assert found.text == log.rstrip()


def test_short_messages_are_a_chat_with_each_person() -> None:
    lines = [
        'address="+7916" date="1526661378815" type="1" body="Ты где? &#55357;&#56832;&#10;Жду" contact_name="Анна"',
        'address="+7916" date="1526661379815" type="2" subject="null" body="Еду" contact_name="Анна"',
        'address="900" date="1526661379815" type="1" body="Покупка 100р" contact_name="(Unknown)"',
    ]
    part = '<part ct="text/plain" text="See"/>'
    picture = f'<mms address="900" date="1526661380815" msg_box="1"><parts>{part}</parts></mms>'
    sms = "".join(f"<sms {line}/>" for line in lines)

    anna, bank = documents(f"<?xml version='1.0' encoding='UTF-8'?><smses>{sms}{picture}</smses>", "sms.xml")

    assert (anna.title, anna.sender, anna.text) == (
        "Анна, 2018-05-18", "Анна", "2018-05-18\n\nАнна: Ты где? \U0001f600\nЖду\n\nЕду"
    )  # fmt: skip
    assert (bank.sender, bank.text) == ("900", "2018-05-18\n\n900: Покупка 100р\nSee")
