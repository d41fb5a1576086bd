"""What mail programs and people write around a text, in the languages of Europe. Each phrase is a piece of a regular
expression, matched without regard to case."""

from collections.abc import Iterable


def any_of(*phrases: Iterable[str]) -> str:
    """One group for all the phrases, longer ones first, so that none hides behind its own beginning."""
    flat = {phrase for group in phrases for phrase in group}
    return "(?:" + "|".join(sorted(flat, key=lambda phrase: (-len(phrase), phrase))) + ")"


# -- before subjects --

REPLY_PREFIXES = (
    "re", "aw", "sv", "antw", "odp", "res", "r", "ynt", "vá", "отв", "ответ", "відп", "на", "ha", "απ", "回复", "答复",
    "回覆", "답장",
)  # fmt: skip
FORWARD_PREFIXES = (
    "fw", "fwd", "wg", "tr", "rv", "enc", "doorst", "vs", "vl", "vb", "pd", "i", "[iİ]lt", r"redir\.?", "videresend",
    "пересл", "переслано", "пересылка", "πρθ", "转发", "轉寄", "전달",
)  # fmt: skip

# -- introductions of quotes --

WROTE = (
    "wrote", "writes", "said", "spake", "spake thusly", "mentioned",
    "(?:на)?писала?", "(?:на)?писали", r"(?:на)?писал\(а\)",
    r"(?:на)?писав\(ла\)", "сообщила?", "пишете?", "пише", "написав", "писав", "pisze", "napisana przez", "schrieb",
    "geschrieben", "a écrit", "escribió", "ha scritto", "escreveu", "schreef", "geschreven", r"napisała?",
    r"napisał\(a\)", "napsala?", "写道", "寫道", "kirjoitti", "skrev", "írta", "yazdı", "a scris", "je napisao",
    "έγραψε", "написа", "napisala?", "napisao", "napísala?", "rašė", "rakstīja", "kirjutas", "ha escrit",
    "va escriure", "missatge de", "đã viết", "menulis", "เขียนว่า", "жазды", "піша", "пісаў", "пісала", "쓴 글", "כתבה?",
    "בתאריך", "كتبت?", "تمت كتابة ما يلي بواسطة", "نوشت",
)  # fmt: skip

SAYS = (
    "says?", "asks?", "asked", "adds?", "added", "notes?", "noted", "repl(?:y|ies|ied)", "responds?", "responded",
    "говорит", "спрашивает", "спросила?", "отвечает", "ответила?", "каже", "питає", "sagt", "fragt", "meint", "dit",
    "dice",
)  # fmt: skip
"""What introduces a quote only behind a name, with what is marked below."""

OPENS_ATTRIBUTION = (
    "on", "am", "le", "el", "il", "em", "no dia", "op", "den", "wiadomość", "在", "w dniu", "dnia", "dne", "in data",
    "a", "в", "you wrote", "вы писали", "вы написали", "пользователь", "quoting", "citando", "zitat von",
    "στις", "на", "kuupäev", "vào", "pada", "เมื่อ", "în",
)  # fmt: skip

REFERS_TO_MESSAGE = (
    "in message", "in article", "in reply", "in a message", "thus spake", "according to",
    r"at (?:\d|(?:mon|tue|wed|thu|fri|sat|sun)\b)",
)  # fmt: skip

REPLY_ABOVE = (
    "(?:please )?(?:type|write|enter|add)? ?(?:your )?reply above this line", "reply above (?:this|the) line",
    "(?:bitte )?(?:geben sie )?ihre antwort (?:bitte )?oberhalb dieser (?:zeile|linie)(?: ein)?",
    "(?:veuillez )?(?:répondre|écrire votre réponse) au[- ]dessus de cette ligne",
    "(?:por favor,? )?(?:responda|escriba su respuesta) (?:por )?encima de esta línea",
    "(?:пожалуйста,? )?(?:введите|напишите|пишите) (?:ваш )?ответ (?:над|выше) этой (?:строкой|строки|линией|линии)",
)  # fmt: skip
"""What help desks write where an answer to them is cut off."""

ELIDED = (r"\.{3}", "…", "snip", "lost", "skip", "cut", "deleted", "omitted", "поскипано", "пропущено", "вырезано")

FORWARDED = (
    "original message", "original appointment", "forwarded message", "forwarded by", "(?:begin )?forwarded text",
    "(?:исходное|оригинальное|пересылаемое|пересланное|переадресованное|перенаправленное) (?:сообщение|письмо)",
    "(?:вихідне|пересилане|переслане|перенаправлене|оригінальне) повідомлення",
    "ursprüngliche nachricht", "original-nachricht", "weitergeleitete nachricht", "message d['’]origine",
    "message original", "message (?:transféré|transmis|réexpédié)", "mensaje original", "mensaje reenviado",
    "mensagem original", "mensagem (?:re)?encaminhada", "messaggio originale", "messaggio inoltrato",
    "oorspronkelijk bericht", "doorgestuurd bericht", "oprindelig (?:besked|meddelelse)", "opprinnelig melding",
    "videresendt (?:meddelelse|melding|besked)", "ursprungligt meddelande", "vidarebefordrat (?:meddelande|mejl)",
    "(?:alkuperäinen|välitetty|edelleenlähetetty) viesti", "treść przekazanej wiadomości", "wiadomość oryginalna",
    "oryginalna wiadomość", "przekazana wiadomość", "wiadomość przesłana dalej",
    "původní (?:zpráva|e-mail)", "přeposlaná zpráva", "pôvodná správa", "preposlaná správa",
    "(?:eredeti|továbbított) (?:üzenet|levél)", "(?:izvorna|proslijeđena) poruka",
    "mesaj(?:ul)? (?:original|redirecționat)", "(?:orijinal|özgün|[iİ]letilen) [iİ]leti",
    "(?:orijinal|[iİ]letilmiş) mesaj",
    "原始邮件", "转发邮件", "元のメッセージ", "メッセージを転送", "転送メッセージ", "원본 메시지",
    "προωθημένο μήνυμα", "препратено съобщение", "прослеђена порука", "prosleđena poruka", "posredovano sporočilo",
    "pārsūtīta ziņa", "persiunčiamas laiškas", "edastatud kiri", "missatge reenviat",
    "pesan (?:terusan|yang diteruskan)", "전달된 메시지", "原始郵件", "轉寄的?郵件", "转发的邮件", "הודעה שהועברה",
    "رسالة معاد توجيهها",
)  # fmt: skip

BEGINS_FORWARD = (
    "begin forwarded message", "forwarded message", "anfang der weitergeleiteten (?:e-mail|nachricht)",
    "début du message (?:réexpédié|transféré)", "inizio messaggio inoltrato", "inicio del mensaje reenviado",
    "início da mensagem (?:re)?encaminhada", "begin doorgestuurd bericht", "start på videresendt besked",
    "videresendt melding", "vidarebefordrat mejl", "välitetty viesti alkaa", "początek przekazywanej wiadomości",
    "začátek přeposílané zprávy", "začiatok preposlanej správy", "továbbított levél kezdete",
    "započni proslijeđenu poruku", "începe mesajul redirecționat", "[iİ]leti başlangıcı",
    "начало (?:переадресованного|пересылаемого|пересланного) (?:сообщения|письма)", "початок листа, що пересилається",
)  # fmt: skip

ENDS_FORWARD = (
    "end (?:of )?(?:the )?(?:original|forwarded) (?:message|text)",
    "конец (?:исходного|пересылаемого|пересланного|переадресованного) (?:сообщения|письма)",
)  # fmt: skip

HEADER_FROM = (
    "from", "от", "от кого", "отправитель", "від", "від кого", "发件人", "差出人", "送信元", "von", "absender", "de",
    "da", "mittente", "van", "från", "fra", "od", "nadawca", "odesílatel", "lähettäjä", "kimden", "gönderen", "feladó",
    "šalje", "expeditor(?:ul)?", "de la", "saatja", "από", "од", "nuo", "no", "보낸 ?사람", "寄件者", "寄件人",
    "送信者", "מאת", "من", "از", "từ", "dari", "จาก", "ад", "кімнен",
)  # fmt: skip
HEADER_DATE = (
    "sent", "date", "отправлен[оы]", "дата", "发送时间", "送信日時", "日期", "надіслано", "gesendet", "datum", "envoyé",
    "envoyé le", "message du", "enviado", "enviado el", "enviada em", "fecha", "data", "inviato", "verzonden",
    "skickat", "sendt", "dato", "wysłano", "odesláno", "odoslané", "lähetetty", "gönderildi", "päivämäärä", "päiväys",
    "dátum", "dată", "tarih", "日付", "kuupäev", "elküldve", "trimis", "poslano", "gönderilen",
    "στάλθηκε", "ημερομηνία", "изпратено", "poslato", "послато", "датум", "išsiųsta", "nosūtīts", "saadetud",
    "보낸 날짜", "날짜", "寄件日期", "נשלח", "תאריך", "تم الإرسال", "(?:تاريخ الإرسال|التاريخ)", "ارسال شده", "تاریخ",
    "ngày(?: gửi)?",
    "dikirim", "tanggal", "ส่ง", "วันที่", "enviat(?: el)?", "адпраўлена", "жіберілді",
)  # fmt: skip
HEADER_TO = (
    "to", "кому", "получатель", "одержувач", "收件人", "宛先", "送信先", "an", "empfänger", "à", "pour", "a", "para",
    "destinatario", "aan", "til", "till", "do", "adresat", "komu", "pre", "prima", "vastaanottaja", "kime", "címzett",
    "destinatar(?:ul)?", "către",
    "προς", "до", "za", "за", "kam", "adressaat", "받는 ?사람", "收件者", "אל", "إلى", "به", "đến", "tới", "kepada",
    "ถึง", "per a", "каму", "кімге",
)  # fmt: skip
HEADER_SUBJECT = (
    "subject", "тема", "主题", "件名", "betreff", "objet", "asunto", "oggetto", "assunto", "onderwerp", "ämne", "emne",
    "temat", "předmět", "predmet", "naslov", "aihe", "sujet", "konu", "tárgy", "subiect(?:ul)?", "teema",
    "θέμα", "относно", "tema", "zadeva", "наслов", "tēma", "제목", "主旨", "主題", "נושא", "الموضوع", "موضوع", "chủ đề",
    "perihal", "subjek", "เรื่อง", "assumpte", "тэма", "тақырыбы",
)  # fmt: skip
HEADER_OTHER = (
    "cc", "bcc", "копия", "копія", r"kopie(?: \(cc\))?", "kopi[ao]?", "kópia", "másolat(?:ot kap)?", "copie(?: à)?",
    "copia", "cópia", "dw", "bilgi", "抄送", "reply-to", "importance", "attachments", "вложения", "organization",
    "newsgroups", "resent-from", "message-id", "x-mailer",
)  # fmt: skip

# -- signatures and footers --

REGARDS = (
    "(?:with )?(?:best|kind|kindest|warm|warmest)(?: and (?:best|kind|warm))? (?:regards|wishes)", "best", "regards",
    "sincerely(?: yours)?", "(?:very )?yours(?: (?:most |very )?(?:sincerely|faithfully|truly))?", "cheers", "warmly",
    "very truly yours", "all the best", "best of luck", "take care", "greetings", "bye", "ciao", "wbr",
    "(?:many )?thanks and (?:best |kind )?regards", "respectfully", "cordially", "br", "rgds", "kr", "xoxo",
    r"с (?:искренним |глубоким |большим )?уважением(?: и (?:\w+ )?\w+ пожеланиями)?", r"с ув\.?",
    "с (?:самыми )?(?:наилучшими|добрыми)(?: пожеланиями)?", "с приветом", "с любовью",
    "с теплом", "искренне(?: ваша?)?", "всего (?:доброго|хорошего|наилучшего)", "ваша?", "всех благ", "обнимаю",
    "жму руку", "з повагою", "з пошаною", "щиро(?: ваша?)?", "з найкращими побажаннями",
    "з повагою та найкращими побажаннями", "всього найкращого",
    "mit (?:freundlichen|besten|lieben|herzlichen|sonnigen) gr(?:ü|ue)(?:ß|ss)en",
    "(?:mit )?(?:freundlichem|bestem|herzlichem|liebem|schönen|lieben) gru(?:ß|ss)",
    "(?:viele|liebe|viele liebe|beste|schöne|herzliche|freundliche)? ?gr(?:ü|ue)(?:ß|ss)e(?: aus \\w+)?",
    "gru(?:ß|ss)", "mfg", "lg", "vg", "bg", "bis (?:dann|bald)", "hochachtungsvoll", "herzlichst", "freundlichst",
    "alles liebe", "cordialement", "bien cordialement", "très cordialement", "bien à (?:vous|toi)", "respectueusement",
    "sincèrement", "cdlt", "cdt",
    "(?:avec )?(?:mes |nos )?(?:meilleures |cordiales |sincères )?salutations(?: distinguées| cordiales)?",
    "[aà] (?:très )?bient[oô]t", "(?:bien )?amicalement", "amitiés", "(?:grosses )?bises", "bisous",
    "saludos(?: cordiales)?", "(?:reciba )?un (?:cordial |afectuoso )?saludo", "(?:un )?(?:fuerte )?abrazos?",
    "(?:muy )?atentamente", "cordialmente", "afectuosamente", "un beso", "besos",
    "(?:i miei )?(?:migliori |più )?(?:cordiali|distinti|cari|tanti)? ?saluti(?: cordiali)?", "un (?:caro )?saluto",
    "un (?:caro )?abbraccio", "a presto", "in fede", "atenciosamente", "respeitosamente", "saudações(?: cordiais)?",
    "(?:um )?(?:grande |forte )?abraços?", "beijos", "(?:com os )?(?:melhores |meus )?cumprimentos", "att", "abs",
    "(?:met )?(?:vriendelijke|hartelijke|beste|lieve) groet(?:en|jes)?", "groet(?:en|jes)?", "hoogachtend", "liefs",
    "m\\.?v\\.?g\\.?", "(?:serdecznie )?pozdrawiam(?: serdecznie)?", "(?:serdeczne )?pozdrowienia", "pozdr",
    "z (?:poważaniem|szacunkiem|pozdrowieniami)", "(?:z|łączę) wyraz(?:ami|y) (?:szacunku|poważania)",
    "s (?:úctou|úctivým pozdravem)", "(?:med )?(?:vänliga|bästa) hälsningar", "hälsningar",
    "(?:med )?(?:venlig|vennlig|kærlig) hilsen", "hilsen", "(?:de )?bedste hilsner", "mvh", "kh",
    "(?:ystävällisin )?terveisin", "üdvözlettel", "tisztelettel", "üdv", "(?:baráti|szívélyes) üdvözlettel",
    "cu (?:stimă|respect|drag)", "(?:toate )?cele bune",
    "(?:en iyi dileklerimle|sevgilerimle|saygılar|saygılarımla|sevgiler|iyi çalışmalar)",
    "s (?:přátelským |priateľským |srdečným )?pozdrav[eo]m", "(?:srdačan|lijep|lep) pozdrav", "s po[sš]tovanjem",
    "(?:срдачан|леп) поздрав", "с поштовањем", "с уважение", "(?:сърдечни|най-добри) поздрави", "поздрави(?=,|$)",
    "з павагай", "шчыра(?: ваша?)?", "құрметпен", "ізгі тілекпен", "με (?:εκτίμηση|σεβασμό)", "φιλικά", "χαιρετισμούς",
    "pagarbiai", "geriausi linkėjimai", "ar cieņu", "lugupidamisega", "parimate soovidega", "tervitades",
    "ystävällisesti", "(?:með )?(?:bestu )?kveðj[au]", "со почит", "პატივისცემით", "հարգանքով", "hörmətlə",
    "hurmat bilan", "хөрмәт белән", "looking forward to (?:hearing|seeing) (?:from )?you",
    "(?:rebi )?(?:una )?(?:cordial )?salutaci(?:ó|ons)", "atentament", "hormat (?:saya|kami)", "salam hormat",
    "trân trọng", "敬具", "草々", "此致(?:敬礼)?", "祝好", "顺祝商祺", "감사합니다", "בברכה", "בכבוד רב",
    "مع (?:خالص )?(?:التحية|التحيات|تحياتي)", "تحياتي", "با احترام", "ขอแสดงความนับถือ",
)  # fmt: skip

GROUPS = (
    "команда", "коллектив", "администрация", "служба", "отдел", "редакция", "дирекция", "адміністрація",
    r"(?:the )?(?:\S+ ){1,4}team$",
)  # fmt: skip
"""Those who sign with a formula and no name."""

THANKS = (
    "(?:many )?thanks", "thanks (?:again|a lot|in advance|so much|very much)",
    "thanks and ciao", "(?:i )?hope (?:this|that|it) helps", "hth",
    "thank you", "thank you (?:again|in advance|so much|very much)", "thx", "(?:заранее |большое )?спасибо",
    "спасибо (?:большое|заранее|за (?:внимание|понимание|помощь))", "(?:заранее )?благодар(?:ю|ен|на)",
    "с благодарностью", "до (?:встречи|связи|свидания)", "удачи", "успехов", "хорошего (?:дня|вечера)", "danke",
    "vielen dank", "besten dank",
    "danke (?:im voraus|und gruß)", "schönen (?:tag|abend)(?: noch)?", "merci", "merci (?:d['’]avance|beaucoup)",
    "(?:bonne|excellente|belle) (?:journée|soirée)", "gracias", "(?:muchas )?gracias", "grazie", "(?:mille )?grazie",
    "buona (?:giornata|serata)", "buon lavoro", "obrigad[oa]", "(?:muito )?obrigad[oa]", "bedankt", "alvast bedankt",
    "dank je(?: wel)?", "dziękuję", "(?:z góry )?dziękuję", "do (?:zobaczenia|usłyszenia)", "дякую",
)  # fmt: skip

# -- salutations --

SALUTATIONS = (
    "hi", "hello", "hey", "dear", "greetings", "good (?:morning|afternoon|evening|day)", "привет(?:ствую)?",
    "здравствуй(?:те)?", "добр(?:ый (?:день|вечер)|ое утро|ого (?:дня|времени суток))", "уважаем(?:ый|ая|ые)",
    "дорог(?:ой|ая|ие)", "многоуважаем(?:ый|ая|ые)", "доброго здоров'я", "вітаю", "шановн(?:ий|а|і)", "hallo",
    "guten (?:tag|morgen|abend)", "moin", "liebe[rs]?", "sehr geehrte[rs]?", "bonjour", "bonsoir", "salut", "chère?s?",
    "hola", "buen(?:os|as) (?:días|tardes|noches)", "estimad[oa]s?", "querid[oa]s?", "ciao", "buongiorno",
    "buonasera", "gentile", "car[oaie]", "olá", "bom dia", "boa (?:tarde|noite)", "prezad[oa]s?", "beste", "geachte",
    "cześć", "dzień dobry", "szanown[yai]", "hej", "dobrý den", "ahoj",
)  # fmt: skip
WHOM = (
    "all", "everyone", "everybody", "both", "there", "again", "team", "folks", "guys", "friends?", "colleagues?",
    "sirs?", "madam", "or", "and", "mr", "mrs", "ms", "dr", "customers?", "коллеги", "друзья", "все", "всем", "ещё раз",
    "и", "господ(?:а|ин)", "дамы", "госпожа", "клиенты?", "herr", "frau", "und", "zusammen", "damen", "herren",
    "kollegen", "monsieur", "madame", "à tous", "a todos", "tutti", "a tutti", "todos", "allemaal",
)  # fmt: skip
"""Words in a salutation that are not capitalised as names are."""

DEVICE = (
    r"sent (?:from|via|with|using)\s(?:a |my |the )?",
    r"(?:\w{2,12} )?(?:(?:sie|o|program) )?outlook (?:f[oöü]r|p\w{2,3}|dla(?: systemu)?|voor|till?) (?:ios|android)\b",
    r"(?:ios|android) için outlook\b", r"get \w{2,20} for (?:ios|android)\b",
    "(?:скачать|получить|завантажити|отримати) outlook (?:для|на) ",
    "diese nachricht wurde (?:von|mit) .{1,60}gesendet",
    r"отправлено (?:из|с|со|через|от)\s", r"надіслано (?:з|із)\s", r"gesendet (?:von|mit|aus)\s",
    r"von (?:meinem|\w+ mail auf) .{1,30} gesendet", r"envoyé (?:de|depuis|à partir de|avec)\s",
    r"enviado (?:desde|do|de|a partir)\s",
    r"inviato d(?:a|al|alla)\s", r"(?:verzonden|verstuurd) (?:vanaf|met|via|vanuit)\s", r"wysłan[eo] (?:z|ze)\s",
    r"skickat från\s", r"sendt fra\s",
    r"στάλθηκε από\s", r"изпратено от\s", r"odesláno z\s", r"odoslané z\s", r"lähetetty\s", r"trimis de pe\s",
    r"poslano (?:s|z)\s", r"enviat des del?\s", r"đã gửi từ\s", r"dikirim dari\s", r"ส่งจาก\s?", r"发自我的\s?",
    "從我的 .{2,20} ?傳送", "נשלח מ", r"أُ?رسلت من\s", r"(?:az )?\w{2,12}['’-]?\w* (?:gönderildi|küldve)\b",
    r"\w{2,12}から送信", r"(?:나의|내) \w{2,12}에서 (?:보냄|전송)",
)  # fmt: skip

LIST_CUES = (
    "attachment was scrubbed", "embedded message was scrubbed", "text was scrubbed",
    "mailing list", "mailing-list", "unsubscribe", "listinfo", "subscription", "sponsor", "yahoogroups",
    "yahoo! groups", "do you yahoo", "groups.google", "list archive", "archives at", "get your free", "join msn",
    "отписаться", "отказаться от рассылки", "рассылк",
)  # fmt: skip
"""In lower case, plain: what a mailing list's footer or an advertisement below a ruled line contains."""

BOILERPLATE = (
    "intended recipient", "intended solely", "intended only", "intended for the addressee", "in error please",
    "received this email in error", "received this e-mail in error", "received this message in error",
    "scanned for virus", "swept for", "checked for virus", "computer virus", "virus free", "be monitored",
    "routinely monitored", "monitors all", "monitor all", "not necessarily reflect", "not necessarily those",
    "views of the author", "for legal purposes", "legally privileged", "accepts no liability", "registered office",
    "irrtümlich erhalten", "nicht der richtige adressat", "auf viren geprüft", "reçu ce message par erreur",
    "reçu ce courriel par erreur", "recibido este mensaje por error", "ricevuto questo messaggio per errore",
    "recebeu esta mensagem por engano", "onterecht ontvangen", "otrzymali państwo tę wiadomość omyłkowo",
    "получили это сообщение по ошибке", "получили это письмо по ошибке", "получено вами по ошибке",
    "проверено на вирусы", "отримали цей лист помилково",
)  # fmt: skip
"""In lower case, plain: what companies have their servers append."""

OPENS_FOOTER = (
    "alternative html version deleted", "ᐧ$",
    "the original of this e-?mail", "(?:incoming|outgoing) and (?:outgoing|incoming) e-?mail", "communications via",
    "please do not reply to this", "internet (?:communications|e-?mails?) (?:are|is) not (?:secure|to be)",
    "to (?:un)?subscribe", "unsubscribe", "you (?:have )?received this (?:message|e-?mail) because",
    "you are receiving this", "you are (?:currently )?subscribed", "reply to this e-?mail directly",
    "your use of yahoo", "do you yahoo", "join msn", "get your free", "this .{0,20}e-?mail is sponsored by",
    "want to change how you receive", "our mailing address is", "you(?:['’]re| are) receiving",
    "if you (?:no longer|do not|don['’]t) (?:wish|want) to receive",
    "this is an automat(?:ed|ic(?:ally[ -]generated)?) (?:e-?mail|message|notification)",
    "this (?:e-?mail|message|notification) (?:was|has been|is) (?:automatically )?(?:sent (?:to|by)|generated|created)",
    "this (?:e-?mail|mail|message) (?:was )?sent (?:from|through|using|via)(?!.*, (?!the ))",
    "view this message in context",
    "(?:copyright )?©", r"copyright \(c\)", "all rights reserved", "все права защищены", "alle rechte vorbehalten",
    "tous droits réservés", "если вы (?:больше )?не хотите (?:больше )?получать",
    "to (?:change|manage) your (?:subscription|settings|preferences|options)", "(?:p )?please consider the environment",
    "please think (?:about|of) the environment", "(?:bitte )?denken sie an die umwelt",
    "пожалуйста,? подумайте об? (?:окружающей среде|экологии)", "думайте об экологии", "pensez à l['’]environnement",
    "antes de imprimir", "prima di stampare",
    "this (?:e-?mail(?: message)?|message|footnote) (?:has been|was|is|also confirms) (?:checked|scanned|swept|that)",

    "ce (?:message|courriel) a été (?:vérifié|contrôlé)", "diese e-?mail wurde von .{1,60}geprüft", r"virus-free\b",
    r"virenfrei\b", r"(?:это|данное) (?:сообщение|письмо) проверено", "sie erhalten diese (?:nachricht|e-mail)",
    "vous recevez ce (?:message|mail|courriel)", "(?:recibiste|ha recibido|usted recibe) este mensaje",
    "hai ricevuto questo messaggio", "(?:você|voce) (?:recebeu|está recebendo) esta mensagem",
    "otrzymałeś tę wiadomość", "je ontvangt dit bericht",
    "(?:um sich abzumelden|pour vous désabonner|para anular la suscripci[oó]n|per annullare l['’]iscrizione)",
    "ви отримали це (?:повідомлення|лист)", "щоб відписатися", "чтобы отписаться", "для отписки", "отписаться",
    "вы получ(?:или|аете) (?:это|данное) (?:письмо|сообщение|уведомление)",
    "это автоматическое (?:письмо|сообщение|уведомление)",
    "(?:это |данное )?(?:письмо|сообщение|уведомление) (?:было )?(?:автоматически )?(?:отправлен|создан|сформирован)о",
    "(?:пожалуйста,? )?не отвечайте на (?:это|данное)", r"(?:без|не содержит) вирусов\b", "проверено на вирусы",
)  # fmt: skip

COMPANY = (
    "registered office", "registered in england", "registered in scotland", "company registration", "company number",
    "registered number", "handelsregister", "registergericht", "sitz der gesellschaft", "siège social",
    "генеральная лицензия", "лицензия банка россии",
)  # fmt: skip
"""In lower case, plain: what companies have to say of themselves below their letters."""

SECRECY = (
    "confidential", "privileged", "intended only", "intended solely", "intended recipient", "конфиденциальн",
    "предназначен", "конфіденційн", "призначен", "riservat", "vertraulich", "confidentiel", "confidencial", "poufn",
    "vertrouwelijk", "exclusivamente",
    "views expressed in", "opinions expressed in", "views or opinions", "no responsibility is accepted",
    "no liability is accepted", "accepts no responsibility", "accepts no liability", "presence of computer virus",
)  # fmt: skip
"""In lower case, plain: whom a mail is for, whose views it gives, and that nobody answers for it."""

MESSAGE_WORDS = (
    "e-mail", "email", "message", "communication", "transmission", "сообщени", "письм", "повідомлен", "nachricht",
    "messaggio", "comunicazione", "mensaje", "mensagem", "wiadomość", "wiadomości", "bericht", "courriel",
)  # fmt: skip
"""In lower case, plain."""

OPENS_DISCLAIMER = (
    "this", "the information", "the contents", "any", "confidentiality", "disclaimer", "important", "notice",
    "(?:the )?privileged", "no (?:responsibility|liability)",
    "настоящ", "данн", r"эт(?:о|от)\b", "информация", "внимание", "уведомление", "diese",
    "ce message",
    "le informazioni", "questo", "questa", "este", "esta", "la información", "as informações", "niniejsz", "dit",
    "deze", "це", "цей", "дане", "ces? (?:e-?mail|courriel)", "der (?:austausch|inhalt)",
    "if you (?:are not|have received)", "wenn sie nicht", "si (?:vous n|usted no|no es)", "если вы не", "якщо ви не",
)  # fmt: skip

# -- warnings above mail from outside --

OPENS_BANNER = (
    "caution", "warning", "attention", "external", "important", "security", "this (?:e-?mail|message)",
    "you don['’]t often", "be careful", "think before", "внимание", "осторожно", "предупреждение",
    "(?:это |данное )?(?:письмо|сообщение)", "внешн", "увага", "achtung", "vorsicht", "warnung", "extern",
    "diese e-?mail", "prudence", "avertissement", "expéditeur externe", "ce (?:message|courriel)", "cuidado",
    "precaución", "advertencia", "este (?:correo|mensaje)", "attenzione", "uwaga",
)  # fmt: skip
BANNER_TAGS = (
    "(?:external|outside) (?:e-?mail|sender|message|mail)", "external", "внешн(?:ее|яя) (?:письмо|сообщение|почта)",
    "внешний отправитель", "externe (?:e-?mail|nachricht)", "externer absender", "expéditeur externe",
)  # fmt: skip
OUTSIDE = (
    "external", "outside", "unknown sender", "often get email from", "recognize the sender", "recognise the sender",
    "внешн", "извне", "за пределами", "неизвестн", "зовнішн", "extern", "außerhalb", "extérieur", "fuera",
    "all'esterno", "zewnętrzn",
)  # fmt: skip
"""In lower case, plain."""
AT_RISK = (
    "link", "attachment", "phishing", "content is safe", "often get email from", "trust", "caution", "ссылк", "вложени",
    "фишинг", "осторожн", "посилан", "вкладен", "anhäng", "anhang", "pièce", "liens", "enlace", "adjunto", "allegat",
    "załącznik", "vorsicht",
)  # fmt: skip
"""In lower case, plain."""
