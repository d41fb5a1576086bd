"""Words that reverse or change a meaning, in English and Russian, a few in German."""

MONTHS = (
    "january jan январь", "february feb февраль", "march mar март", "april apr апрель", "may май мая", "june jun июнь",
    "july jul июль", "august aug август", "september sep sept сентябрь", "october oct октябрь",
    "november nov ноябрь", "december dec декабрь",
)  # fmt: skip
WEEKDAYS = (
    "monday понедельник", "tuesday вторник", "wednesday среда среду", "thursday четверг", "friday пятница",
    "saturday суббота", "sunday воскресенье",
)  # fmt: skip
NUMERALS = (
    "one один одна одно одного одной", "two два две двух двое", "three три трех трое", "four четыре четырех четверо",
    "five пять пяти пятеро", "six шесть шести", "seven семь семи", "eight восемь восьми", "nine девять девяти",
    "ten десять десяти", "eleven одиннадцать", "twelve двенадцать",
)  # fmt: skip

AMBIGUOUS = frozenset({"may", "mar", "march", "jan", "one", "один", "одна", "одно", "среду"})
"""Words above with another meaning as well. They count only when capitalised inside a sentence."""

NEGATIONS = frozenset(
    "not no never without cannot none neither nor nobody nothing hardly не нет ни без никогда нельзя никто ничего"
    " nicht kein keine keinen nie ohne".split()
)

IMPLICIT_NEGATIONS = frozenset(
    "refus declin deni reject avoid lack absenc imposs exclud fail unabl"
    " отказ отказа опроверг исключ исключа воздерж отсутств невозможн отверг отклон запрет избеж".split()
)
"""Prefixes of words that say as one word what a negating word and another one say: "refused", "did not agree"."""

EVEN = frozenset("and or nor is are was were be vs versus und oder ist и или либо это есть а".split())
"""Words between two things that say the same when these change places."""

QUESTIONS = (
    (
        "reason",
        "why, how come, reason, почему, отчего, зачем, причина, причине, причину, причины, warum, wieso, weshalb",
    ),
    ("time", "when, когда, wann"),
    ("way", "how, where, как, где, куда, откуда, wie, wo"),
    ("amount", "how many, how much"),
    ("amount time", "how long, how soon, how often, how old, how fast, how far"),
    ("amount time", "сколько, как долго, как скоро, как часто, как давно"),
    ("amount time", "wie viel, wie viele, wie lange, wie oft, wie spät"),
    ("reason way amount time", "what caused, what causes, what made, what makes"),
    (
        "way amount time",
        "what, which, какой, какая, какое, какие, какого, каких, каким, какую, каков, какова, каковы, welche",
    ),
)
"""What a question may ask for, and the words for it. How and where are one: "how do I get", "where do I get"."""

OPPOSITES = (
    (
        "approv accept agre grant одобр утвержд утверд согласов приня",
        "reject declin refus deni disapprov отклон отказ отверг",
    ),
    ("confirm подтверд подтвержд", "cancel revok отмен аннулир"),
    (
        "increas rais rise rose grow grew climb увелич повы вырос выраст подорож рост",
        "decreas reduc lower fell fall drop cut уменьш сниз сниж сокра упа подешев паден",
    ),
    ("win won victor выигр побед", "lose lost loss defeat проигр пораж"),
    ("begin began start launch нача начн запус", "end stop finish conclud законч заверш прекра останов"),
    ("open откр", "close shut закр"),
    ("before earlier до раньше", "after later после позже"),
    ("buy bought purchas купи покуп приобр", "sell sold прода"),
    ("success succeed successful успешн удал", "fail failur unsuccess неуда провал сбой"),
    ("enabl activ allow permit включ разреш", "disabl deactiv forbid ban prohibit выключ отключ запре"),
    ("add includ добав", "remov delet exclud удал исключ"),
    ("arriv прибы приех прилет", "depart leav left отбы уех вылет"),
    ("man men boy мужчин мальчик парень парн", "woman women girl женщин девочк девушк"),
    ("good хорош", "bad плох"),
    ("paid оплачен", "unpaid неоплачен"),
    ("possibl возможн", "imposs невозможн"),
    ("up вверх", "down вниз"),
    ("incom вход", "outgo исход"),
    ("import ввоз", "export вывоз"),
    ("hot горяч жарк", "cold холод"),
    ("first перв", "last послед"),
    ("old стар", "new нов"),
    ("guilti винов", "innoc acquit невинов оправда"),
    ("war войн", "peac мир"),
    ("alive жив", "dead die мертв погиб"),
    ("big larg больш", "small littl малень"),
    ("young молод", "old стар пожил"),
    ("day день", "night ночь"),
    ("on", "off"),
    ("more", "less fewer"),
    ("left", "right"),
    ("maximum максимум максимальн", "minimum минимум минимальн"),
    ("insid внутри", "outsid снаружи"),
    ("valid действительн", "invalid недействительн"),
    ("correct правильн", "incorrect неправильн"),
    ("card карт карто", "cash наличн"),
)
"""Pairs of opposites, each a list of prefixes of words."""
