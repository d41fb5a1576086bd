"""Transliteration of words between Latin and Cyrillic: «Лютер» is "Luther", «компания» "company". Pure.

A keyword search can thus find names and international words across languages. No transliteration standard will do, as
people spell by ear; a word therefore has several transliterations, ranked from the most to the least usual.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import TypeAlias

from semsearch.language.letters import is_cyrillic

SHORTEST = 4
"""Letters of the shortest word that is transliterated; shorter ones too often coincide with another word."""

_STEPS = 400
"""Limit on the search for the transliterations of a word, in partial transliterations examined."""

# Letters that stand for one sound, and their spellings in the other alphabet, the most usual first; "-" is no letter.
_LATIN = """
a=а,э,е b=б c=к,ц,с d=д e=е,э,-,и f=ф g=г,дж h=х,г,- i=и,ай j=дж,й,ж k=к l=л,ль m=м n=н,нь o=о,а p=п q=к r=р s=с,з t=т
u=у,ю,а v=в,ф w=в,у x=кс y=и,й,ы z=з,ц
ai=ай,е,эй au=ау,о ay=эй,ей,ай ch=ч,х,к,ш ck=к ea=и,е,еа ee=и eu=ев,ей ew=ью,ю ey=и,ей ia=ия,иа,я kh=х oo=у ou=у,ау ph=ф
qu=кв sch=ш,щ sh=ш shch=щ tch=ч th=т tion=ци,шн ts=ц,тс tz=ц ya=я yo=е yu=ю zh=ж
"""
_CYRILLIC = """
а=a,u б=b в=v,w г=g,h д=d е=e,ye,a ж=zh,j,g з=z,s и=i,e,y,ee й=y,i,j к=k,c,ck,q л=l м=m н=n о=o,a п=p р=r с=s,c,th
т=t,th у=u,oo,w,ou ф=f,ph,v х=h,kh,ch,x ц=ts,c,z,tz ч=ch,tch ш=sh,ch,sch щ=shch,sch ъ=- ы=y,i ь=- э=e,a ю=yu,u,iu
я=ya,ia,a і=i ї=yi,i є=ye,e ґ=g
ай=i,ai,ay дж=j,g,dj ей=ay,ey,ei ий=y,i,iy,ii ия=ia,iya,y кв=qu,kv кс=x,ks ци=ti,ci,tsi ый=y,yy,yi эй=ay,ai ью=ew,u
"""
_Table: TypeAlias = Mapping[str, Sequence[str]]


def _table(text: str) -> _Table:
    pairs = (entry.split("=") for entry in text.split())
    return {letters: others.replace("-", "").split(",") for letters, others in pairs}


_TABLES = {False: _table(_LATIN), True: _table(_CYRILLIC)}


@lru_cache(maxsize=1000)
def transliterations(word: str, shortest: int = SHORTEST) -> tuple[str, ...]:
    """The transliterations of a folded word (`words.fold`), the most usual first: at most four per letter after the
    second. Empty for words of fewer letters than `shortest`, and those not made of letters alone."""
    if len(word) < shortest or not word.isalpha():
        return ()
    found = islice(_search(word, _TABLES[is_cyrillic(word)]), 4 * (len(word) - 2))
    return tuple(dict.fromkeys(found))


def _search(word: str, table: _Table) -> Iterator[str]:
    """Transliterations in order of increasing cost, by a uniform-cost search over partial ones."""
    waiting = [(0.0, 0, 0, "")]  # cost, a number to break ties, letters consumed, transliteration so far
    steps = 0
    while waiting and steps < _STEPS:
        cost, _, done, so_far = heapq.heappop(waiting)
        steps += 1
        if done == len(word):
            yield so_far
            continue
        for end, others, extra in _next(word, done, table):
            for rank, other in enumerate(others):
                heapq.heappush(waiting, (cost + extra + rank, steps * 100 + len(waiting), end, so_far + other))


def _next(word: str, start: int, table: _Table) -> Iterator[tuple[int, Sequence[str], float]]:
    """The ways to read the next sound from `start` on, most letters first: its end, its spellings, and the cost of
    this reading."""
    extra = 0.0
    for size in (4, 3, 2, 1):
        others = table.get(word[start : start + size])
        if others is None or start + size > len(word):
            continue
        if size == 1 and word[start] == word[start + 1 : start + 2]:  # a double letter is one or stays two
            yield start + 2, others, extra
        yield start + size, others, extra
        extra = 0.5
