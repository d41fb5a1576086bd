"""Other names of the same people: «Саша» may be an Александр or an Александра, "Bob" a Robert. Pure."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from semsearch.language import lemmas, words
from semsearch.language.letters import has_cyrillic

# A name and its short forms.
_NAMES = """
александр саша шура саня шурик санек
александра саша шура саня
алексей леша алеша леха
алена лена
анастасия настя
анатолий толя толик
андрей андрюша
анна аня анюта нюра
антон антоша тоша
антонина тоня
аркадий аркаша
артем тема
богдан бодя
борис боря
вадим вадик
валентин валя
валентина валя
валерий валера
валерия лера
варвара варя
василий вася
вера верочка
вероника ника
виктор витя
виктория вика
виталий виталик
владимир вова володя
владислав влад слава владик
всеволод сева
вячеслав слава
галина галя
геннадий гена
георгий гоша жора гога
григорий гриша
данил даня
даниил даня
дарья даша
денис дениска
дмитрий дима митя димон
евгений женя
евгения женя
евдокия дуня
екатерина катя катюша
елена лена алена
елизавета лиза
зинаида зина
иван ваня
игорь игореша
илья илюша
иннокентий кеша
ирина ира
ксения ксюша ксеня
константин костя
лариса лара
лев лева
леонид леня
лидия лида
любовь люба
людмила люда мила
маргарита рита марго
мария маша маруся маня
максим макс
михаил миша
надежда надя
наталья наташа ната
наталия наташа ната
никита никитка
николай коля
нина нинуля
оксана ксана
олег олежка
ольга оля
павел паша
петр петя
полина поля
раиса рая
роман рома
руслан русик
светлана света
семен сема сеня
сергей сережа серега
софья соня
софия соня
станислав стас слава
степан степа
тамара тома
татьяна таня
тимофей тима
ульяна уля
федор федя
эдуард эдик
юлия юля
юрий юра
яков яша
ярослав ярик слава
alexander alex sandy sasha
alexandra alex sandra sasha
andrew andy drew
anthony tony
barbara barb
benjamin ben benny
catherine cathy kate cath
charles charlie chuck
christine chris tina
christopher chris
daniel dan danny
david dave
deborah debbie deb
donald don
edward ed eddie ted
elizabeth liz beth betty lizzie
frederick fred freddie
gregory greg
jacob jake
james jim jimmy jamie
jennifer jenny jen
john jack johnny
jonathan jon
joseph joe
joshua josh
katherine kathy kate katie
kenneth ken kenny
lawrence larry
leonard len
margaret maggie meg peggy
matthew matt
michael mike mick mikey
nathan nate
nathaniel nate
nicholas nick
pamela pam
patricia pat patty trish
patrick pat paddy
peter pete
philip phil
phillip phil
rebecca becky
richard rick dick rich
robert rob bob bobby
ronald ron
samuel sam
samantha sam
stephen steve
steven steve
susan sue susie
theodore ted theo
thomas tom tommy
timothy tim
victoria vicky
vincent vince
william will bill billy
zachary zach
"""
_FOND = re.compile(r"(?:еньк|оньк|ечк|очк|ьк|к)а")
"""Endings of fond and rough forms, «Машенька», «Женька»."""
_OF = re.compile(r"ин(?:а|о|ы|у|ой|ого|ому|ом|ым|ых|ыми)?")
"""Endings of adjectives made of names, «Сашина»."""


def other_names(word: str) -> list[str]:
    """What else somebody may be called whose name, in any form, is `word`; and of whom an adjective says that something
    is theirs, «Сашина» or «мамина». Empty for other words, as are those that need a capital letter to be names without
    it."""
    folded = words.fold(word)
    if not has_cyrillic(folded):
        return _others(folded) if word[:1].isupper() else []
    names = lemmas.names(word)
    owners = set[str]()
    if lemmas.may_be_possessive(word):
        made = set(_without(folded, _OF))
        fond = {name for each in made for name in _without(each, _FOND)}
        owners = {name for name in made | fond if name in _table() or (name in made and lemmas.is_animate(name))}
    names = owners or names
    plain = {name for each in names for name in _without(each, _FOND) if name in _table()}
    found = [*sorted(owners | plain), *(other for name in sorted(names | plain) for other in _others(name))]
    return [name for name in dict.fromkeys(found) if name in owners or name not in names]


def _others(name: str) -> list[str]:
    return [other for other in _table().get(name, ()) if other != name]


def _without(word: str, ending: re.Pattern[str]) -> Iterator[str]:
    """What may have got this ending, as «Саша» in «Сашина»."""
    for start in range(2, len(word)):
        if ending.fullmatch(word, start):
            yield from (word[:start] + last for last in "ая")


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    """Each name with those that it shares a line with."""
    table: dict[str, tuple[str, ...]] = {}
    for line in _NAMES.split("\n"):
        names = tuple(line.split())
        for name in names:
            table[name] = (*table.get(name, ()), *names)
    return table
