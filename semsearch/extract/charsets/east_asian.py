"""Which of the charsets of East Asia bytes are in: that in which they are characters which are often written there."""

import codecs
import re
from dataclasses import dataclass
from itertools import islice

_FREQUENT, _ORDINARY, _RARE, _PUNCTUATION = -5.5, -8.0, -11.0, -4.5
"""Log likelihoods of one of the characters that make up half of all text, of one that is taught at school, and of any
other."""
_NATURAL, _NATURAL_LONG, _LONG = -7.4, -7.7, 20
"""The mean above which it is text, of few characters and of so many, as names of files, in which frequent ones are
rare. A wrong charset makes ordinary characters of it at best, and of many never only such."""
_SAMPLE_BYTES, _SAMPLE_LINES = 4096, 100
_ESCAPED = re.compile(rb"(\x1b(?:\$[@B]|\([BIJ])|\A)([^\x1b]*)")
_MARKS = frozenset("，。、：；！？「」『』《》【】（）“”…・\u3000～—○●◎★☆■□")

_JAPANESE = frozenset(
    [chr(code) for code in (*range(0x3041, 0x3094), *range(0x30A1, 0x30F5), 0x30FC)]
    + list(
        "日一人年大国本中出時事会者社新月行見地分東合同生上下手今自前後間学高長部金小業方場員立開力問代明動京目通言理体田主題意"
        "不作用度強公持野以思家世多正安院心界教文元重近考画海売知道集別物使品計死特私始朝運終台広住真有口少町料工建空急止送切"
    )
)
_KOREAN = frozenset(
    "이다는에가의을고하지로리기도한어사나스시대자인를아해서정그수으보일라제주있들것전은부과와원동없장구여게상성비조우안면공연세관"
    "방신국만화오요니습입합까했마러내때선드진미경치문개소본무위용유회모메않실데더할된되생음트재계간거네바단같중려교청및"
)
_SIMPLIFIED = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方"
    "多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情"
    "明性知全三又关点正业外将两高间由问很最重并物手应向头文体政美相见被利什二等产或新己制身果加西月话合回特代内信表化老给世"
)
_TRADITIONAL = frozenset(
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方"
    "多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情"
    "明性知全三又關點正業外將兩高間由問很最重並物手應向頭文體政美相見被利什二等產或新己制身果加西月話合回特代內信表化老給世"
)


@dataclass(frozen=True, slots=True)
class _Writing:
    """``ordinary`` are the characters whose first byte in the charset ``standard`` lies between these."""

    charset: str
    frequent: frozenset[str]
    standard: str
    ordinary: tuple[int, int]


_WRITINGS = (
    _Writing("gb18030", _SIMPLIFIED, "gb2312", (0xB0, 0xD7)),
    _Writing("big5hkscs", _TRADITIONAL, "big5", (0xA4, 0xC6)),
    _Writing("cp932", _JAPANESE, "euc_jp", (0xB0, 0xCF)),
    _Writing("euc_jp", _JAPANESE, "euc_jp", (0xB0, 0xCF)),
    _Writing("cp949", _KOREAN, "euc_kr", (0xB0, 0xC8)),
    _Writing("johab", _KOREAN, "euc_kr", (0xB0, 0xC8)),
)

CHARSETS = frozenset(writing.charset for writing in _WRITINGS)
ESCAPED = frozenset(("iso2022_jp_2", "iso2022_kr"))


def likeliest(content: bytes) -> str:
    """The charset in which `content` is text of East Asia, "" where that is none."""
    best, charset = 0.0, ""
    lines = (line for line in content.splitlines() if not line.isascii())
    sample = b"\n".join(islice(lines, _SAMPLE_LINES))[:_SAMPLE_BYTES]
    for writing in _WRITINGS:
        text = codecs.getincrementaldecoder(writing.charset)("replace").decode(sample)
        beyond = [character for character in text if not character.isascii()]
        total = sum(_likelihood(character, writing) for character in beyond)
        natural = _NATURAL if len(beyond) < _LONG else _NATURAL_LONG
        if len(beyond) > 1 and total > natural * len(beyond) and (not charset or total > best):
            best, charset = total, writing.charset
    return charset


def _likelihood(character: str, writing: _Writing) -> float:
    if character in writing.frequent:
        return _FREQUENT
    if character in _MARKS:
        return _PUNCTUATION
    first, last = writing.ordinary
    octets = character.encode(writing.standard, "ignore")
    return _ORDINARY if len(octets) == 2 and first <= octets[0] <= last else _RARE


def escaped(content: bytes) -> tuple[str, str]:
    """Japanese or Korean in escape sequences, among which all is ASCII -> its text and charset."""
    if b"\x1b$)C" in content:
        return content.decode("iso2022_kr", "replace"), "iso2022_kr"
    text = content.decode("iso2022_jp_2", "replace")
    if "\ufffd" in text:
        octets = b"".join(_shifted(escape, run) for escape, run in _ESCAPED.findall(content))
        text = min(text, octets.decode("cp932", "replace"), key=lambda text: text.count("\ufffd"))
    return text, "iso2022_jp_2"


def _shifted(escape: bytes, run: bytes) -> bytes:
    """What follows an escape sequence, in Windows's charset: it has №, ① and ㈱, which the standard has not."""
    if escape == b"\x1b(I":
        return bytes(octet | 0x80 for octet in run)
    if not escape.startswith(b"\x1b$"):
        return run
    pairs = zip(run[::2], run[1::2], strict=False)
    return b"".join(_pair(row, cell) if row > 0x20 else bytes((row, cell)) for row, cell in pairs)


def _pair(row: int, cell: int) -> bytes:
    """JIS X 0208 -> Shift_JIS, by the formula in K. Lunde, CJKV Information Processing, 2nd edition, chapter 4."""
    first = (row + 1 >> 1) + (0x70 if row < 0x5F else 0xB0)
    second = cell + (0x7E if row % 2 == 0 else 0x20 if cell > 0x5F else 0x1F)
    return bytes((first, second))
