"""Terms and labels of topics. Pure."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from semsearch.clean.normal import base_subject
from semsearch.language import lemmas, words
from semsearch.language.letters import has_cyrillic
from semsearch.progress import Progress, Step, silent
from semsearch.store.lookup import Beginning

TERMS = 8
LABEL_TERMS = 3

LOOKED_AT = 2_000
"""Characters considered of each document, so that a long one does not dominate its topic."""

_SHORTEST = 3  # letters of a term
_JOINING = (" ", "-", "\n")  # between the words of a pair
_TOGETHER = 1 / 3  # a pair replaces its words if at least this share of what each word occurs is in the pair
_NAMES = 0.5  # a word is a name if at least this share of its documents is from or to a person of that name
_WORD = re.compile(r"(\W*)(\w+)")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*|&#?\w+;|\S*\.(?:com|org|net|html?)\b")
_EXTENSION = re.compile(r"(?<=\w)\.(?!com|org|net|htm)[a-z]\w{1,3}$", re.IGNORECASE)  # a title may be a file's name
_MAY_BE_ADDRESS = re.compile(r"://|www\.|[@&]|\.(?:com|org|net|htm)")  # what no `_ADDRESS` is without, found at once

# Words of mails on any subject: headers, greetings, markup, dates.
_NOISE = frozenset(
    """
    re fw fwd subject date sent cc bcc http https www html htm com org net url mailto nbsp font href img src mail email
    mails emails message messages wrote writes original forwarded reply regards thanks thank hello dear hi cheers best
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    january february march april june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec today tomorrow yesterday week weeks month months year years
    day days time times gmt utc est edt pst pdt
    above across actually after again ago almost already always another anyone anything anyway around away back
    based because become before being below better between both came cannot come comes course different done down
    during each either else enough etc ever every everyone everything far few find first four five found full gave get
    gets getting give given gives giving go goes going gone good got great guess had half hand happen having hence hope
    however instead isnt its keep kind knew know known last later least less let like little long look looking looks
    lot lots made main make makes making many may maybe mean means might mine more most much must myself name near need
    needs neither never new next nobody none nor nothing now off often okay old once one only onto other others over
    own perhaps please point possible pretty probably put quite rather read real really recent right said same saw say
    saying says second see seem seems seen set several shall show similar since six someone something sometimes soon
    sort still stuff such sure take taken takes taking tell ten thing things think third though thought three through
    thus together told too took toward tried try trying turn two under until use used useful uses using usually very
    via want wanted wants way ways well went whatever whether while whole within without wont work works worse worth
    yes yet your yours even yeah yep sigh anymore
    he him himself his her hers herself itself ourselves she themselves those yourself
    cant couldnt didnt doesnt dont havent ive shes thats theres theyre wasnt whats wouldnt youre youve
    тема письмо писать написать отправить пересылать сообщение ответ привет здравствуйте добрый уважаемый спасибо
    пожалуйста уважение понедельник вторник среда четверг пятница суббота воскресенье
    январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
    сегодня завтра вчера день неделя месяц год время час раз
    очень также можно нужно просто два три четыре пять новый быть мочь поэтому потом теперь тогда сейчас уже ещё еще
    только много мало несколько друг общий сторона случай слово
    """.split()
)

_Key = tuple[str, ...]
"""A stem, or the stems of two adjacent words."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample of the texts of a topic with ``size`` texts."""

    texts: Sequence[Beginning]
    size: int


@dataclass(frozen=True, slots=True)
class _Counted:
    """How often each of a sample's different texts has each word or pair. For each of these: the number of texts that
    contain it, the number of those from or to a person of that name, and the forms it is written in, each as many times
    as there are texts with it. ``size`` is that of the topic."""

    size: int
    texts: Sequence[Mapping[_Key, int]]
    counts: Mapping[_Key, int]
    names: Mapping[_Key, int]
    forms: Mapping[_Key, Sequence[_Key]]


@dataclass(frozen=True, slots=True)
class _Weighed:
    """How much of a sample is about each word or pair, in 0..1, and how often it occurs."""

    shares: Mapping[_Key, float]
    occurrences: Mapping[_Key, int]


def terms(
    topics: Sequence[Sample], others: Sequence[Sample] = (), progress: Progress = silent
) -> list[tuple[str, ...]]:
    """For each topic the terms that distinguish it from all topics and `others` together, the best first.

    Terms are lemmas and pairs of words that mostly occur together, in the language of most of the topic's documents.
    The weight of a term is its contribution to the Kullback-Leibler divergence of the topic from the whole,
    p log(p / q), where p and q are the shares of documents with the term in the topic and everywhere (Carpineto et al.
    2001, doi:10.1145/366836.366860). Where it occurs n times, a document counts n / (n + 1), so that what a few
    documents keep coming back to names them, not each phrase that they share. A term must be in at least two of them,
    so that no document names a topic alone. c-TF-IDF (arXiv:2203.05794) does not filter words that are frequent
    everywhere.
    """
    counted: list[_Counted] = []
    for topic in topics:
        progress(Step("name", len(counted), len(topics)))
        counted.append(_count(topic))
    everything = [*counted, *map(_count, others)]
    total = sum(sample.size for sample in everything)
    telling = {key for sample in counted for key, count in sample.counts.items() if count > 1}
    weighed = [_weigh(sample, telling) for sample in everything]
    everywhere: dict[_Key, float] = defaultdict(float)
    for sample, own in zip(everything, weighed, strict=True):
        for key, share in own.shares.items():
            everywhere[key] += share * sample.size / total
    progress(Step("name", len(topics), len(topics)))
    return [_distinctive(sample, own, everywhere) for sample, own in zip(counted, weighed, strict=False)]


def label(terms: Sequence[str], fallback: str) -> str:
    """A name made of the first terms of a topic; `fallback` if it has none."""
    return ", ".join(terms[:LABEL_TERMS]) or fallback


def _weigh(sample: _Counted, telling: Set[_Key]) -> _Weighed:
    """What the sample is about, as far as it is telling; not the names of senders and recipients, which occur as
    signatures."""
    said: dict[_Key, float] = defaultdict(float)
    occurrences: dict[_Key, int] = defaultdict(int)
    for text in sample.texts:
        for key in text.keys() & telling:
            said[key] += text[key] / (text[key] + 1)
            occurrences[key] += text[key]
    about = (key for key in said if sample.names.get(key, 0) < _NAMES * sample.counts[key])
    return _Weighed({key: said[key] / len(sample.texts) for key in about}, occurrences)


def _distinctive(sample: _Counted, weighed: _Weighed, everywhere: Mapping[_Key, float]) -> tuple[str, ...]:
    weights: dict[_Key, float] = {}
    for key, share in weighed.shares.items():
        if sample.counts[key] > 1 and key in sample.forms and share > everywhere[key]:
            weights[key] = share * math.log(share / everywhere[key])
    _pair_up(weights, weighed.occurrences)
    found: dict[str, None] = {}
    for key in sorted(weights, key=lambda key: (-weights[key], key)):
        written, _ = min(Counter(sample.forms[key]).items(), key=lambda form: (-form[1], form[0]))
        if len(key) == 2 and (phrase := lemmas.phrase(*written)):
            found[phrase] = None
        elif len(key) == 2:
            found |= dict.fromkeys(lemmas.lemma(word) for word in written if lemmas.is_name_giving(word))
        elif lemmas.is_name_giving(written[0]):
            found[lemmas.lemma(written[0])] = None
        if len(found) >= TERMS:
            break
    return tuple(found)[:TERMS]


def _pair_up(weights: dict[_Key, float], occurrences: Mapping[_Key, int]) -> None:
    """Replace words by pairs that they mostly occur in, each word by one pair at most; drop all other pairs."""
    taken: set[str] = set()
    for pair in sorted((key for key in weights if len(key) == 2), key=lambda key: (-weights[key], key)):
        singles = [(stem,) for stem in pair]
        together = all(occurrences[pair] >= _TOGETHER * occurrences[single] for single in singles)
        if together and not taken & set(pair):
            weights[pair] = max([weights[pair], *(weights.pop(single, 0.0) for single in singles)])
            taken |= set(pair)
        else:
            del weights[pair]


def _count(sample: Sample) -> _Counted:
    main = Counter(text.language for text in sample.texts).most_common(1)[0][0] if sample.texts else ""
    texts: list[Counter[_Key]] = []
    counts: Counter[_Key] = Counter()
    names: Counter[_Key] = Counter()
    subjects: set[str] = set()  # each counts once, or the subject of a long thread names its topic
    bodies: set[str] = set()  # each counts once, or what came three times names a small topic
    forms: dict[_Key, list[_Key]] = defaultdict(list)
    for text in sample.texts:
        if text.text in bodies:
            continue
        bodies.add(text.text)
        subject = base_subject(_EXTENSION.sub("", text.title))
        found = _keys(text.text[:LOOKED_AT] if subject in subjects else f"{subject}\n{text.text[:LOOKED_AT]}")
        subjects.add(subject)
        texts.append(Counter([key for key, _ in found]))
        counts.update(texts[-1].keys())
        if people := set(words.stems(" ".join(map(_display_name, text.people)))):
            names.update([key for key in texts[-1] if people.intersection(key)])
        if text.language == main:
            for key, form in set(found):
                forms[key].append(form)
    return _Counted(sample.size, texts, counts, names, forms)


def _display_name(person: str) -> str:
    """The name in "Name <address>"; "" if there is only an address."""
    return person.partition("<")[0] if "<" in person else ""


def _keys(written: str) -> list[tuple[_Key, _Key]]:
    """The candidate words and pairs of a text in order, each with its form. A stop word or noise word separates a
    pair."""
    if _MAY_BE_ADDRESS.search(written):
        written = _ADDRESS.sub(" ", written)
    found = []
    before = None
    for gap, word in _WORD.findall(written):
        if (candidate := _candidate(word)) is not None:
            found.append(candidate)
            if before is not None and gap in _JOINING and before[0] != candidate[0]:
                found.append((before[0] + candidate[0], before[1] + candidate[1]))
        before = candidate
    return found


@lru_cache(maxsize=50_000)
def _candidate(word: str) -> tuple[_Key, _Key] | None:
    """The stem and the form of a word that may be a term."""
    form = word.casefold()
    if len(form) < _SHORTEST or not form.isalpha() or form in words.STOP_WORDS or _is_noise(form):
        return None
    return (words.stem(form),), (form,)


def _is_noise(form: str) -> bool:
    return form in _NOISE or (has_cyrillic(form) and (lemmas.is_pointing(form) or lemmas.lemma(form) in _NOISE))
