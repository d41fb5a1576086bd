"""Whether two texts, one in Cyrillic and one in Latin letters, name the same people, places and things. Pure."""

from collections.abc import Collection
from functools import lru_cache

from semsearch.duplicates.wording import Wording
from semsearch.language.lexicon import translations

ALIKE = 0.55
"""The similarity of the sounds of two words from which they may be the same name. It is low, as stems have lost their
endings and a name is written in many ways; other names are mostly far below."""

_OTHERS = 0.5  # texts are about others if of the names of each at least this share is unknown to the other

_SOUNDS = str.maketrans("абвгдезийклмнопрстуфхыэцшщчжюяёcqwy", "abvgdeziiklmnoprstufhiekssgjuaekkvi", "ьъ")
_DIGRAPHS = (("дж", "j"), ("ck", "k"), ("th", "t"), ("ph", "f"), ("ch", "g"), ("sh", "s"), ("x", "ks"))


def name_others(one: Wording, other: Wording) -> bool:
    """Whether each of the texts has names of its own instead of those in the other; never so in one alphabet."""
    if one.is_cyrillic == other.is_cyrillic:
        return False
    return _unknown(one, other) and _unknown(other, one)


def _unknown(one: Wording, other: Wording) -> bool:
    """Whether many names in one text are not found in the other, translated or as they sound."""
    names = one.names & one.content
    missing = sum(not _occurs(name, other.content) for name in names)
    return missing > 0 and missing >= _OTHERS * len(names)


def _occurs(name: str, stems: Collection[str]) -> bool:
    if name in stems or any(stem in stems for stem in translations(name)):
        return True
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    sounds = [_sound(stem) for stem in stems]
    return process.extractOne(_sound(name), sounds, scorer=Indel.normalized_similarity, score_cutoff=ALIKE) is not None


@lru_cache(maxsize=50_000)
def _sound(stem: str) -> str:
    """A stem in either alphabet, roughly as it sounds, in Latin letters."""
    for written, sound in _DIGRAPHS:
        stem = stem.replace(written, sound)
    return stem.translate(_SOUNDS)
