"""A word in Latin letters as it would be spelled in Cyrillic ones, and the other way round: «Лютер» is "Luther",
«компания» "company". Names and international words are all that two languages have in common word for word. Pure.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import TypeAlias

from semsearch.language.letters import is_cyrillic

SHORTEST = 4
"""Letters of a word that is respelled; too many shorter ones happen to be some other word."""

_STEPS = 400
"""Beginnings of spellings that are looked at."""

# What stands for one sound, and how the other alphabet spells it, the most usual first; a hyphen is nothing at all.
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
ай=i,ai,ay дж=j,g,dj ей=ay,ey,ei ия=ia,iya,y кв=qu,kv кс=x,ks ци=ti,ci,tsi эй=ay,ai ью=ew,u
"""
_Spelled: TypeAlias = Mapping[str, Sequence[str]]


def _table(text: str) -> _Spelled:
    pairs = (entry.split("=") for entry in text.split())
    return {letters: others.replace("-", "").split(",") for letters, others in pairs}


_TABLES = {False: _table(_LATIN), True: _table(_CYRILLIC)}


@lru_cache(maxsize=1000)
def respelled(word: str) -> tuple[str, ...]:
    """How a folded word (`words.fold`) may be spelled in the other alphabet, the most usual first; the longer it is,
    the more ways. Nothing for what is short, or not of letters alone."""
    if len(word) < SHORTEST or not word.isalpha():
        return ()
    spellings = islice(_spellings(word, _TABLES[is_cyrillic(word)]), 4 * (len(word) - 2))
    return tuple(dict.fromkeys(spellings))


def _spellings(word: str, spelled: _Spelled) -> Iterator[str]:
    """All spellings, those with the fewest unusual letters first: a search of the beginnings, the best one first."""
    waiting = [(0.0, 0, 0, "")]  # how unusual, a number to keep the order, letters of the word that are done, what for
    steps = 0
    while waiting and steps < _STEPS:
        unusual, _, done, so_far = heapq.heappop(waiting)
        steps += 1
        if done == len(word):
            yield so_far
            continue
        for end, others, worse in _next(word, done, spelled):
            for place, other in enumerate(others):
                heapq.heappush(waiting, (unusual + worse + place, steps * 100 + len(waiting), end, so_far + other))


def _next(word: str, start: int, spelled: _Spelled) -> Iterator[tuple[int, Sequence[str], float]]:
    """What stands for one sound from `start` on, the most letters first: its end, how it is spelled in the other
    alphabet, and how unusual it is to read it so."""
    worse = 0.0
    for size in (4, 3, 2, 1):
        others = spelled.get(word[start : start + size])
        if others is None or start + size > len(word):
            continue
        if size == 1 and word[start] == word[start + 1 : start + 2]:  # a double letter is one or stays two
            yield start + 2, others, worse
        yield start + size, others, worse
        worse = 0.5
