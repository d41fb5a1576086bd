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
        "Στις Δευ 3 Ιουν 2024 στις 10:15 π.μ., ο/η Max <m@x.example> έγραψε:",
        "На 3.6.2024 г. в 10:15, Max написа:",
        "V pon., 3. jun. 2024 ob 10:15 je oseba Max <m@x.example> napisala:",
        "Dne 03. 06. 24 v 10:15 Max napsal(a):",
        "Kuupäev E, 3. juuni 2024 kell 10:15 kirjutas Max <m@x.example>:",
        "Missatge de Max <m@x.example> del dia dl., 3 de juny 2024 a les 10:15:",
        "2024年6月3日(月) 10:15 Max <m@x.example>:",
        "2024/06/03 10:15、Max のメール:",
        "Max さんは 2024年6月3日 10:15 に書きました：",
        "Max Muster ezt írta (időpont: 2024. jún. 3.):",
        "________________________________\nFrom: Max <m@x.example>\nSent: Monday, June 3, 2024 10:15 AM",
        "Kimden: Max\nGönderilen: 3 Haziran 2024 10:15\nKonu: Test",
        "Max <m@x.example> 于2024年6月3日周一 10:15写道：",
        "Max <m@x.example> 於 2024年6月3日 週一 上午10:15寫道：",
        "2024-06-03 오전 10:15에 Max 이(가) 쓴 글:",
        "בתאריך יום ב׳, 3 ביוני 2024 ב-10:15 מאת Max <m@x.example>:",
        "في الاثنين، ٣ يونيو ٢٠٢٤ في ١٠:١٥ ص تمت كتابة ما يلي بواسطة Max <m@x.example>:",
        "Vào Th 2, 3 thg 6, 2024 vào lúc 10:15 Max <m@x.example> đã viết:",
        "Pada Sen, 3 Jun 2024 pukul 10.15 Max <m@x.example> menulis:",
        "Από: Max\nΣτάλθηκε: 3 Ιουνίου 2024 10:15\nΠρος: me@x.example\nΘέμα: Test",
        "От: Макс\nИзпратено: 3.06.2024 10:15\nДо: me@x.example\nОтносно: Тест",
        "Od: Max\nPoslano: 3. 6. 2024 10:15\nZa: me@x.example\nZadeva: Test",
        "Nuo: Max\nIšsiųsta: 2024-06-03 10:15\nKam: me@x.example\nTema: Test",
        "보낸 사람: Max\n보낸 날짜: 2024-06-03 10:15\n받는 사람: me@x.example\n제목: Test",
        "寄件者: Max\n寄件日期: 2024年6月3日 10:15\n收件者: me@x.example\n主旨: Test",
        "מאת: Max\nנשלח: 3.6.2024 10:15\nאל: me@x.example\nנושא: Test",
        "من: Max\nتم الإرسال: 03/06/2024 10:15\nإلى: me@x.example\nالموضوع: Test",
        "Từ: Max\nNgày gửi: 3/6/2024 10:15\nĐến: me@x.example\nChủ đề: Test",
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
        "Lähetetty iPhonesta",
        "iPhone'umdan gönderildi",
        "iPhoneから送信",
        "나의 iPhone에서 보냄",
        "发自我的 iPhone",
        "נשלח מה-iPhone שלי",
        "Στάλθηκε από το iPhone μου",
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
        "Laden Sie Outlook für iOS herunter<https://aka.ms/x>",
        "Pobierz program Outlook dla systemu iOS<https://aka.ms/x>",
        "Hämta Outlook för iOS",
        "iOS için Outlook'u edinin",
        "Get BlueMail for Android",
        "Von Yahoo Mail auf Android gesendet",
        "З павагай,\nАлесь",
        "Құрметпен,\nАйгүл",
        "С уважение,\nИван Иванов",
        "Με εκτίμηση,\nΝίκος",
        "Srdačan pozdrav,\nIvan",
        "Pagarbiai\nJonas",
        "З повагою, Ірина",
        "Հարգանքով,\nԱրամ",
        "პატივისცემით,\nგიორგი",
        "Хөрмәт белән,\nАйдар",
        "Liebe Grüße aus Wien\nUrs",
        "Looking forward to hearing from you,\n\nJane",
        "Заранее благодарен,\nИван",
        "---\nС уважением, Анна",
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
