"""What mail programs and people write around a text, in the languages of Europe. Each phrase is a piece of a regular
expression, matched without regard to case."""

from collections.abc import Iterable


def any_of(*phrases: Iterable[str]) -> str:
    """One group for all the phrases, longer ones first, so that none hides behind its own beginning."""
    flat = {phrase for group in phrases for phrase in group}
    return "(?:" + "|".join(sorted(flat, key=lambda phrase: (-len(phrase), phrase))) + ")"


# -- introductions of quotes --

WROTE = (
    "wrote", "writes", "said", "mentioned",
    "(?:на)?писала?", "(?:на)?писали", r"(?:на)?писал\(а\)", r"(?:на)?писав\(ла\)", "сообщила?", "пишете?", "пише",
    "написав", "писав",
    "schrieb", "a écrit", "escribió", "ha scritto", "escreveu", "schreef", "geschreven", r"napisała?", r"napisał\(a\)",
    "napsala?", "kirjoitti", "skrev", "írta", "yazdı", "a scris", "je napisao",
)  # fmt: skip

OPENS_ATTRIBUTION = (
    "on", "am", "le", "el", "il", "em", "no dia", "op", "den", "w dniu", "dnia", "dne", "in data", "a", "в",
    "you wrote", "вы писали", "вы написали", "пользователь", "quoting", "citando", "zitat von",
)  # fmt: skip

REFERS_TO_MESSAGE = ("in message", "in article", "in reply", "in a message", "thus spake", r"at \d")

ELIDED = (r"\.{3}", "…", "snip", "lost", "skip", "cut", "deleted", "omitted", "поскипано", "пропущено", "вырезано")

FORWARDED = (
    "original message", "original appointment", "forwarded message", "forwarded by", "(?:begin )?forwarded text",
    "(?:исходное|оригинальное|пересылаемое|пересланное|переадресованное) (?:сообщение|письмо)",
    "ursprüngliche nachricht", "original-nachricht", "weitergeleitete nachricht",
    "message d['’]origine", "message original", "message transféré", "mensaje original", "mensaje reenviado",
    "mensagem original", "mensagem encaminhada", "messaggio originale", "messaggio inoltrato",
    "oorspronkelijk bericht", "doorgestuurd bericht", "oprindelig besked", "oprindelig meddelelse",
    "opprinnelig melding", "ursprungligt meddelande", "wiadomość oryginalna", "oryginalna wiadomość",
)  # fmt: skip

BEGINS_FORWARD = (
    "begin forwarded message", "anfang der weitergeleiteten (?:e-mail|nachricht)",
    "début du message (?:réexpédié|transféré)", "inizio messaggio inoltrato",
    "начало (?:переадресованного|пересылаемого|пересланного) (?:сообщения|письма)",
)  # fmt: skip

ENDS_FORWARD = (
    "end (?:of )?(?:the )?(?:original|forwarded) (?:message|text)",
    "конец (?:исходного|пересылаемого|пересланного|переадресованного) (?:сообщения|письма)",
)

HEADER_FROM = (
    "from", "от", "от кого", "від", "von", "de", "da", "van", "från", "fra", "od", "lähettäjä", "kimden", "feladó",
)  # fmt: skip
HEADER_DATE = (
    "sent", "date", "отправлено", "дата", "надіслано", "gesendet", "datum", "envoyé", "envoyé le", "message du",
    "enviado", "enviado el", "enviada em", "fecha", "data", "inviato", "verzonden", "skickat", "sendt", "dato",
    "wysłano", "odesláno", "lähetetty", "gönderildi",
)  # fmt: skip
HEADER_TO = ("to", "кому", "an", "à", "a", "para", "aan", "til", "till", "do", "komu", "vastaanottaja", "pour", "kime")
HEADER_SUBJECT = (
    "subject", "тема", "betreff", "objet", "asunto", "oggetto", "assunto", "onderwerp", "ämne", "emne", "temat",
    "předmět", "aihe", "sujet", "konu",
)  # fmt: skip
HEADER_OTHER = (
    "cc", "bcc", "копия", "reply-to", "importance", "attachments", "вложения", "organization", "newsgroups",
    "resent-from", "message-id", "x-mailer",
)  # fmt: skip

# -- signatures and footers --

REGARDS = (
    "(?:with )?(?:best|kind|kindest|warm|warmest)(?: and (?:best|kind|warm))? (?:regards|wishes)", "best", "regards",
    "sincerely", "sincerely yours", "yours", "yours (?:sincerely|faithfully|truly)", "cheers", "all the best",
    "take care", "respectfully", "cordially",
    "с (?:искренним )?уважением", "с наилучшими пожеланиями", "с приветом", "с любовью", "искренне ваша?",
    "всего (?:доброго|хорошего|наилучшего)", "ваша?", "з повагою", "з найкращими побажаннями",
    "mit (?:freundlichen|besten|lieben|herzlichen) grüßen", "mit freundlichem gruß",
    "(?:viele|liebe|beste|schöne) grüße", "mfg", "lg",
    "cordialement", "bien cordialement", "bien à vous", "salutations", "saludos", "un saludo", "atentamente",
    "cordiali saluti", "distinti saluti", "saluti", "atenciosamente", "abraços",
    "met vriendelijke groet(?:en)?", "groeten", "pozdrawiam", "z poważaniem",
    "med vänliga hälsningar", "med venlig hilsen", "mvh",
)  # fmt: skip

THANKS = (
    "(?:many )?thanks", "thanks (?:again|a lot|in advance|so much|very much)", "thanks and (?:best |kind )?regards",
    "thank you", "thank you (?:again|in advance|so much|very much)", "thx",
    "(?:заранее |большое )?спасибо", "спасибо (?:большое|заранее)", "(?:заранее )?благодарю", "с благодарностью",
    "danke", "vielen dank", "merci", "gracias", "grazie", "obrigad[oa]",
)  # fmt: skip

DEVICE = (
    r"sent (?:from|via|with|using)\s(?:a |my |the )?", "get outlook for ",
    r"отправлено (?:из|с|со|через|от)\s", r"надіслано (?:з|із)\s", r"gesendet (?:von|mit|aus)\s",
    "von meinem .{1,30} gesendet", r"envoyé (?:de|depuis|à partir de)\s", r"enviado (?:desde|do|de|a partir)\s",
    r"inviato da\s", r"verzonden (?:vanaf|met|via)\s", r"wysłane z\s", r"skickat från\s", r"sendt fra\s",
)  # fmt: skip

LIST_CUES = (
    "mailing list", "mailing-list", "unsubscribe", "listinfo", "subscription", "sponsor", "yahoogroups",
    "yahoo! groups", "do you yahoo", "groups.google", "list archive", "archives at", "get your free", "join msn",
    "отписаться", "отказаться от рассылки", "рассылк",
)  # fmt: skip
"""In lower case, plain: what a mailing list's footer or an advertisement below a ruled line contains."""

OPENS_FOOTER = (
    "to (?:un)?subscribe", "unsubscribe", "you (?:have )?received this (?:message|e-?mail) because",
    "you are receiving this", "you are (?:currently )?subscribed", "reply to this e-?mail directly",
    "your use of yahoo", "do you yahoo", "join msn", "get your free", "this .{0,20}e-?mail is sponsored by",
    "to (?:change|manage) your (?:subscription|settings|preferences|options)",
    "чтобы отписаться", "для отписки", "отписаться", "вы получили это (?:письмо|сообщение)",
    "это письмо (?:отправлено|создано) автоматически", "не отвечайте на это письмо",
)  # fmt: skip

SECRECY = (
    "confidential", "privileged", "intended only", "intended solely", "intended recipient", "конфиденциальн",
    "предназначен", "riservat", "vertraulich", "confidentiel",
)  # fmt: skip
"""In lower case, plain."""

MESSAGE_WORDS = (
    "e-mail", "email", "message", "communication", "transmission", "сообщени", "письм", "nachricht", "messaggio",
    "mensaje",
)  # fmt: skip
"""In lower case, plain."""

OPENS_DISCLAIMER = (
    "this", "the information", "the contents", "any", "confidentiality", "disclaimer", "important", "notice",
    "privileged", "настоящ", "данн", r"эт(?:о|от)\b", "информация", "внимание", "уведомление", "diese", "ce message",
    "le informazioni", "questo", "este", "esta",
)  # fmt: skip
