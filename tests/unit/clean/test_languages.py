"""Introductions, signatures and boilerplate in the languages and programs of Europe."""

import pytest

from semsearch.clean.reply import split_reply

WRITTEN = "My new answer is here.\nWe need it on Monday."


@pytest.mark.parametrize(
    "introduction",
    [
        "W dniu 03.06.2024 o 10:15, Max pisze:",
        "Wiadomość napisana przez Max <m@x.example> w dniu 3 cze 2024, o godz. 10:15:",
        "пн, 3 черв. 2024 р. о 10:15 Макс <m@x.example> пише:",
        "Em seg., 3 de jun. de 2024 às 10:15, Max <m@x.example> escreveu:",
        "Max <m@x.example> schrieb am Mo., 3. Juni 2024, 10:15:",
        "Monday, June 3, 2024, 10:15:00 AM, you wrote:",
        "在 2024年6月3日，10:15，Max <m@x.example> 写道：",
        "-------- Вихідне повідомлення --------",
        "-------- Перенаправленное сообщение --------\nТема: Обед\nДата: Mon, 3 Jun 2024 10:15:00 +0300\nОт: Макс",
        "-------- Přeposlaná zpráva --------\nPředmět: Oběd\nDatum: Mon, 3 Jun 2024 10:15:00 +0300\nOd: Max",
        "----- İletilmiş Mesaj ----- Kimden: Max <m@x.example>Kime: Ben <b@x.example>",
        "Начало переадресованного сообщения:\n\nОтправитель: Макс <m@x.example>\nДата: 3 июня 2024 г.\nКому: Я",
        "送信元：Max <m@x.example>\n日付：2024年6月3日 10:15\n件名：昼食\n送信先：me@x.example",
        "Max Muster <m@x.example> schrieb am Fr., 28.\nApr. 2024 um 11:53 Uhr:",
        "---------- Treść przekazanej wiadomości ----------",
        "Od: Max\nWysłano: poniedziałek, 3 czerwca 2024 10:15\nDo: Ja\nTemat: Test",
        "Від: Макс\nНадіслано: понеділок, 3 червня 2024 р. 10:15\nКому: Я\nТема: Тест",
    ],
)
def test_history_without_marks(introduction: str) -> None:
    split = split_reply(f"{WRITTEN}\n\n{introduction}\n\nold line one\nold line two\n")

    assert (split.text, split.signature) == (WRITTEN, "")


@pytest.mark.parametrize(
    "signature",
    [
        "Verstuurd vanaf mijn iPhone",
        "Inviato dal mio telefono Android",
        "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
        "Download Outlook für Android",
        "Outlook für iOS<https://aka.ms/o0ukef> herunterladen",
        "Salutations distinguées,\nLuc Martin",
        "Z wyrazami szacunku\nPiotr Zieliński",
        "Mit freundlichem Gruß\nMax Muster",
        "Всех благ,\nОльга",
        "Спасибо за внимание,\nСергей",
        "---\nСергей Иванов\nтел. 8 (912) 345-67-89",
        "Thanks,\nJane\n\nJane Doe\nSenior Manager, Example Inc.\no: 555.123.4567 | m: 555.765.4321",
        "Um abraço,\nMax",
        "Groetjes,\nMax",
        "Com os melhores cumprimentos\nMax Silva",
        "Pozdrawiam serdecznie\nMax Kowalski",
        "- Max Doe\n\nmax@example.org",
        "Este mensaje y sus archivos adjuntos van dirigidos exclusivamente a su destinatario y son confidenciales.",
        "Niniejsza wiadomość jest poufna i przeznaczona wyłącznie dla adresata.",
        "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde.",
        "Це повідомлення містить конфіденційну інформацію і призначене лише для адресата.",
        "If you are not the intended recipient of this message, please delete it.",
        "Bitte denken Sie an die Umwelt, bevor Sie diese E-Mail drucken.",
        "Это сообщение проверено на вирусы антивирусом Avast.",
        "Vous recevez ce message car vous êtes abonné au groupe.",
    ],
)
def test_signatures_and_boilerplate(signature: str) -> None:
    split = split_reply(f"{WRITTEN}\n\n{signature}\n")

    assert (split.text, split.signature) == (WRITTEN, signature)


def test_what_a_phone_puts_below_its_line_is_history() -> None:
    split = split_reply(f"{WRITTEN}\n\nSent from my Wiko RIDGE FAB 4G\n\nold line one\nold line two.\n")

    assert (split.text, split.quoted) == (WRITTEN, "old line one\nold line two.")
    assert split.signature == "Sent from my Wiko RIDGE FAB 4G"


@pytest.mark.parametrize(
    "sentence",
    [
        "On Monday we wrote: the plan is good\nand we go on.",
        "From what I know: it works.\nTo be sure: test it.\nSubject to change.",
        "I sent from my office the letter to all of them.",
        "Best is what we have, and I like it very much indeed.",
        "Das ist vertraulich, bitte nicht weitergeben.",
        "El 3 de junio escribió una carta.\nEra larga.",
        "Confidential information should be protected by a password, and the message should say so.",
    ],
)
def test_sentences_that_only_look_like_them_stay(sentence: str) -> None:
    text = f"{WRITTEN}\n\n{sentence}\n\nAnd the last paragraph of this letter goes here."

    assert split_reply(text).text == text
    assert split_reply(f"{WRITTEN}\n\n{sentence}").text == f"{WRITTEN}\n\n{sentence}"
