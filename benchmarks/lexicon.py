"""Makes the lexicon of English and Russian words: ``python -m benchmarks.lexicon FOLDER``.

No free dictionary of the two languages was at hand that is large and may be shipped beside Apache-licensed code. There
are free ones of each of them and a third language, and an English and a Russian word that translate the same word of it
are translations of each other, mostly. So three pairs are joined, on the headword and its part of speech: Polish and
Greek (WikDict, made of Wiktionary) and Japanese (JMdict), all under CC BY-SA 3.0, as Debian packages FreeDict:

    apt-get download dict-freedict-{pol,ell,jpn}-{eng,rus}
    for package in *.deb; do dpkg-deb -x $package FOLDER; done

A pair of words counts as much as it is among the first translations of few senses, and far more where several third
languages agree: of the pairs that one of them gives 37 % stand in Mueller's English-Russian dictionary as well, of
those that two give 83 %, of all three 95 %. Writes resources/lexicon/english-russian.tsv.
"""

import argparse
import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from semsearch.language.lexicon import FILE
from semsearch.language.words import STOP_WORDS, stem
from semsearch.settings import resources

MOST = 5
"""Translations of a word that are kept: later ones are rarely meant."""

THIRD = ("pol", "ell", "jpn")
ENGLISH = re.compile(r"[a-z'-]+")
RUSSIAN = re.compile(r"[а-яё-]+")

_HEADWORD = re.compile(r"(?P<word>[^/<>]+?)(?: /[^/]*/)?(?: <(?P<part>[^>]*)>)?")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_NOTES = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NUMBER = re.compile(r"^\s*\d+\.\s*|\s\d+\.$")
_STRESS = str.maketrans("", "", "\u0300\u0301")
_PARTICLE = re.compile(r"(?:to|an?|the) (?=\S)")

Headword = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Translation:
    """A word in the other language, and what it counts: less the later it is listed, and of many senses."""

    word: str
    weight: float


def read(path: Path, language: re.Pattern[str]) -> dict[Headword, list[Translation]]:
    """The single words that each headword of a dictionary in dictd's format is translated by."""
    senses: dict[Headword, list[list[str]]] = defaultdict(list)
    headword: Headword | None = None
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in map(str.rstrip, lines):
            if (found := _headword(line, japanese="jpn" in path.name)) is not None:
                headword = found
            elif headword is not None and (words := _words(line, language)):
                senses[headword].append(words)
    return {
        headword: [
            Translation(word, 1 / (1 + place) / len(listed) ** 0.5)
            for words in listed
            for place, word in enumerate(words)
            if language.fullmatch(word) and word not in STOP_WORDS
        ]
        for headword, listed in senses.items()
    }


def _headword(line: str, *, japanese: bool) -> Headword | None:
    """The headword of an entry and its part of speech, None on other lines. Those of WikDict have a pronunciation or a
    part of speech; those of JMdict are what is written in Japanese."""
    if japanese:
        if not _JAPANESE.search(line):
            return None
        first = _NOTES.sub("", line).split("/")[0].split(",")[0].strip()
        return (first, "") if first else None
    match = _HEADWORD.fullmatch(line)
    if match is None or not ("/" in line or match["part"]):
        return None
    return match["word"].strip().lower(), match["part"] or ""


def _words(line: str, language: re.Pattern[str]) -> list[str]:
    """The translations on a line, empty if it is a definition or anything else."""
    plain = _NOTES.sub("", _NUMBER.sub("", line)).translate(_STRESS).lower()
    listed = [_PARTICLE.sub("", part.strip(), count=1) for part in re.split(r"[;,]", plain) if part.strip()]
    return listed if all(language.fullmatch(word.replace(" ", "")) for word in listed) else []


def joined(folder: Path) -> dict[tuple[str, str], float]:
    """(English stem, Russian stem) -> what the pair counts."""
    weights: dict[tuple[str, str], float] = defaultdict(float)
    agreeing: dict[tuple[str, str], set[str]] = defaultdict(set)
    for third in THIRD:
        english, russian = (
            read(next(folder.rglob(f"freedict-{third}-{other}.dict.dz")), language)
            for other, language in (("eng", ENGLISH), ("rus", RUSSIAN))
        )
        for headword in english.keys() & russian.keys():
            for one in english[headword]:
                for other in russian[headword]:
                    pair = stem(one.word), stem(other.word)
                    weights[pair] += one.weight * other.weight
                    agreeing[pair].add(third)
    return {pair: weight * len(agreeing[pair]) ** 2 for pair, weight in weights.items()}


def lines(pairs: dict[tuple[str, str], float]) -> Iterator[str]:
    """The lexicon: a stem, a tab, and its translations in the other language, the best first."""
    translations: dict[str, dict[str, float]] = defaultdict(dict)
    for (english, russian), weight in pairs.items():
        translations[english][russian] = translations[russian][english] = weight
    for word, others in sorted(translations.items()):
        best = sorted(others, key=lambda other: (-others[other], other))[:MOST]
        yield f"{word}\t{' '.join(best)}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes the lexicon of English and Russian words.")
    parser.add_argument("folder", type=Path, help="where the packages were unpacked")
    path = resources() / FILE
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(lines(joined(parser.parse_args().folder))), encoding="utf-8")
    print(path)


if __name__ == "__main__":
    main()
