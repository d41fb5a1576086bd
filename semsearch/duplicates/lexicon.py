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
    "refus declin deni denial reject avoid lack absenc imposs exclud fail failur unabl"
    " отказ отказа опроверг исключ исключа воздерж отсутств невозможн отверг отклон запрет избеж".split()
)
"""Stems, in Russian prefixes, of words that say as one word what a negating word and another one say: "refused", "did
not agree"."""

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
    ("amount time", "сколько, как много, как долго, как скоро, как часто, как давно"),
    ("amount time", "wie viel, wie viele, wie lange, wie oft, wie spät"),
    ("reason way amount time", "what caused, what causes, what made, what makes"),
    (
        "way amount time",
        "what, which, какой, какая, какое, какие, какого, каких, каким, какую, каков, какова, каковы, welche",
    ),
)
"""What a question may ask for, and the words for it. How and where are one: "how do I get", "where do I get"."""

ROLES = (
    (
        "i my mine we our ours я мой моя моё мое мои мы наш наша наше наши ich mein meine wir unser unsere",
        "me us меня мне мной нас нам нами mich mir uns",
        "you your yours ты вы du",
        "тебя тебе тобой вас вам вами dich dir",
        "he his он er",
        "him ему нему ihn ihm",
        "she она",
        "who whose кто wer",
        "whom кого кому кем wen wem",
    ),
    ("from из от von aus", "to into к до nach zu"),
    ("all все всех всем всеми alle", "some einige"),
)
"""Who does it and to whom; from where, and to where; of how many. These are stop words, yet "who signed it?" is not
"did you sign it?", nor is the flight to Oslo the one from there. Words for several of these are left out: "в"."""

OPPOSITES = (
    (
        "approv accept agre agreement grant одобр утвержд утверд согласов приня",
        "reject declin refus deni denial disapprov отклон отказ отверг",
    ),
    ("confirm подтверд подтвержд", "cancel revok revoc отмен аннулир"),
    (
        "increas rais rise risen rose grow grew grown growth climb увелич повы вырос выраст подорож рост раст",
        "decreas reduc reduct lower fell fall fallen drop cut уменьш сниз сниж сокра упа пада подешев паден",
    ),
    ("win won winner victori выигр побед побежд", "lose lost loss loser defeat проигр пораж"),
    (
        "begin began begun start launch нача начн начин запус",
        "end stop finish conclud законч заканч заверш прекра останов",
    ),
    ("open откр", "close shut closur shutdown закр"),
    ("before earlier до раньше", "after later после позже"),
    ("buy bought buyer purchas куп покуп приобр", "sell sold seller sale прода"),
    (
        "success successes successful successfully successor succeed успешн удачн удалось удастся",
        "fail failur unsuccess неуда провал сбой",
    ),
    (
        "enabl active activate activates activated activating activation allow permit включ разреш",
        "disable disables disabled disabling inactive deactiv forbid forbidden ban prohibit выключ отключ запре",
    ),
    ("add includ добав прибав", "remov delet exclud subtract удал исключ вычит вычест"),
    ("multipli умнож", "divid"),
    ("arriv прибы приех приез прилет", "depart departs departed departing departur leav left отбы уех уезжа вылет"),
    ("man men boy мужчин мальчик парен", "woman women girl женщин девочк девушк"),
    ("brother брат", "sister сестр"),
    ("father отец отц", "mother мат"),
    ("son сын", "daughter доч"),
    ("husband муж", "wife wive жен"),
    ("good хорош", "bad плох"),
    ("better", "wors"),
    ("best", "worst"),
    ("paid оплат оплачен", "unpaid неоплачен"),
    ("possibl возможн", "imposs невозможн"),
    ("up вверх", "down вниз"),
    ("upload", "download"),
    ("upgrad", "downgrad"),
    ("incoming входя", "outgoing исходя"),
    ("input", "output"),
    ("send sent отправ", "receiv получ"),
    ("import imports imported importing importer ввоз", "export exports exported exporting exporter вывоз"),
    ("connect подключ", "disconnect отключ"),
    ("instal", "uninstal"),
    ("lock заблокир", "unlock разблокир"),
    ("encod", "decod"),
    ("encrypt зашифр", "decrypt расшифр"),
    ("compress", "decompress"),
    ("show показ", "hide hidden скры"),
    ("hot горяч жарк", "cold холод"),
    ("first перв", "last послед"),
    ("old стар", "new нов"),
    ("guilti винов", "innoc acquit невинов оправда"),
    ("war войн", "peac peaceful мир"),
    ("alive жив", "dead die мертв погиб умер умир"),
    ("big larg больш", "small littl малень"),
    ("high higher highest высок выше", "low lowest низк ниже"),
    ("long longer longest длин длинн", "short shorter shortest коротк короч"),
    ("fast faster fastest quick quicker быстр", "slow slower slowest медлен"),
    ("strong stronger strongest сильн", "weak weaker weakest слаб"),
    ("rich богат", "poor бедн"),
    ("cheap cheaper cheapest", "expens"),
    ("full", "empti"),
    ("young молод", "old стар пожил"),
    ("day ден", "night ноч"),
    ("morn утр", "evening evenings вечер"),
    ("weekday weekdays будн", "weekend weekends выходн"),
    ("north northern север", "south southern юг южн"),
    ("east eastern восток восточн", "west western запад"),
    ("top верхн", "bottom нижн"),
    ("above", "below"),
    ("true", "fals"),
    ("public публичн", "privat частн"),
    ("positive positively положительн", "negative negatively отрицательн"),
    ("black черн", "white бел"),
    ("on", "off"),
    ("more", "less fewer"),
    ("left", "right"),
    ("maximum максимум максимальн", "minimum минимум минимальн"),
    ("insid внутри", "outsid снаружи"),
    ("valid действительн", "invalid недействительн"),
    ("correct правильн", "incorrect неправильн"),
    ("card карт карто", "cash наличн"),
)
"""Pairs of opposites, each a list of words or their stems, in Russian also of prefixes of four letters or more."""

UNRELATED = (
    "department departments departmental important importantly importance"
    " большинств действительно закреп исключительн картин картон картоф картош картел начальн начальник откреп откровен"
    " открытк отказоустойч подорожник показател последств последова последу прекрасн прибыль прибылью прибыльн ростов"
    " ростел ростур ростех старт стара старан старбакс удалец удальц холодильн"
)
"""Words, stems and prefixes of them that are no opposites, though they begin like one."""
