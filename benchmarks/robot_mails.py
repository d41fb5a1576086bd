"""Near duplicates among mails that a robot writes: thousands from a few templates, which differ in their numbers, or in
names as well.

``python -m benchmarks.robot_mails COUNT...`` compares so many texts of one template and of three, and of three with
names, and prints processor seconds: comparing all, and, in the slowest of several runs that know them, looking for the
rows that came to the file and grouping at a threshold.
"""

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from semsearch.datasets.deduplication import Rows, deduplicate
from semsearch.settings import text_home

SEED = 20261126
THRESHOLDS = (0.7, 0.8, 0.9, 0.93, 0.95, 0.97, 0.99)
TEMPLATES = (
    (
        "Build {number} of the night branch has finished on 2026-11-{day:02} after {few} minutes and {second} seconds."
        " Of {some} tests {many} passed. The report is kept on the server for {days} days; whoever wants to look at it"
        " later should fetch a copy before that."
    ),
    (
        "Dear customer, invoice number {number} over {some}.{second:02} euros was issued on {day}.11.2026 and is due"
        " within {days} days. Please name the number {number} when you pay, so that our accounts department can match"
        " your transfer, thank you."
    ),
    (
        "Резервное копирование номер {number} завершено {day:02}.11.2026 за {few} минут {second} секунд. Скопировано"
        " {some} файлов общим объёмом {many} мегабайт. Копия хранится {days} дней, затем она будет удалена"
        " автоматически; восстановить её можно через панель управления."
    ),
)
NAMED = (
    (
        "{name} has commented on ticket {number} of the project {project}: the change was merged on {day}.11.2026 and"
        " will be deployed with the next release, in {few} days. This message is for all who watch the project."
    ),
    (
        "Dear {name}, your order number {number} for one {thing} has been shipped on {day}.11.2026. The parcel will"
        " arrive within {few} days; please have {some}.{second:02} euros at hand when it is brought to your door."
    ),
    (
        "Здравствуйте, {name}! Ваш заказ номер {number} на {some} рублей принят {day:02}.11.2026, это {thing}. Мы"
        " доставим его в течение {days} дней, курьер позвонит за час. Спасибо, что выбрали наш магазин."
    ),
)
FIRST = "Anna Boris Clara Dmitri Elena Frank Galina Hans Irina Jakob Karin Leonid Maria Nikolai Olga Peter".split()
LAST = "Becker Fischer Ivanova Koch Kozlova Lebedev Miller Novak Orlova Petrova Schmidt Volkov Wagner Weber".split()
PROJECTS = "Harbour Lighthouse Meadow Orchard Quarry River Sawmill Tower".split()
THINGS = "lamp kettle bicycle scarf чайник велосипед шарф самовар".split()
FAMILIES = {"one template": TEMPLATES[:1], "three": TEMPLATES, "three with names": NAMED}


def main() -> None:
    """Print a table, a row for each number of texts and family of templates."""
    print("texts  templates  all, s  again, s  groups from 0.8 on  from 0.95 on  MB on disk")
    for count in map(int, sys.argv[1:]):
        for family, templates in FAMILIES.items():
            with tempfile.TemporaryDirectory() as place:
                os.environ["SEMSEARCH_CACHE"] = place
                file = Path(place) / "texts.jsonl"
                lines = (json.dumps({"text": text}) for text in _texts(count, templates))
                file.write_text("\n".join(lines), encoding="utf-8")
                first, groups = _run(file, 0.8)
                again = [_run(file, threshold) for threshold in THRESHOLDS]
                size = sum(each.stat().st_size for each in text_home().path.rglob("*")) / 2**20
            slowest, many = max(seconds for seconds, _ in again), again[THRESHOLDS.index(0.95)][1]
            print(count, family, f"{first:.1f}", f"{slowest:.1f}", groups, many, f"{size:.0f}", sep="  ", flush=True)


def _run(file: Path, threshold: float) -> tuple[float, int]:
    """Processor seconds, and how many near groups there are."""
    started = time.process_time()
    report = deduplicate(Rows([file]), tier="near", threshold=threshold, model="", dry_run=True)
    return time.process_time() - started, sum(group.tier == "near" for group in report.groups)


def _texts(count: int, templates: Sequence[str]) -> list[str]:
    drawn = random.Random(SEED)  # noqa: S311 - no secret
    return [
        templates[number % len(templates)].format(
            number=10_000 + number,
            name=f"{drawn.choice(FIRST)} {drawn.choice(LAST)}",
            project=drawn.choice(PROJECTS),
            thing=drawn.choice(THINGS),
            day=drawn.randint(1, 28),
            few=drawn.randint(1, 9),
            second=drawn.randint(0, 59),
            some=drawn.randint(100, 400),
            many=drawn.randint(100, 400),
            days=drawn.choice((7, 14, 30)),
        )
        for number in range(count)
    ]


if __name__ == "__main__":
    main()
