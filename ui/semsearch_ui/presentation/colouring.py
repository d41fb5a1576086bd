"""Which colour each point of the map has: numbers into a palette, and what each of them stands for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from semsearch.records import ArchiveMap, Topic
from semsearch_ui.presentation import people, timeline

CATEGORIES = 10
"""Colours that can be told apart."""

STEPS = 6
"""Colours from the oldest to the newest."""

OTHERS = -1


@dataclass(frozen=True, slots=True)
class Colouring:
    """``numbers`` has one for each point, `OTHERS` for none of its own; ``legend`` says what 0, 1, ... are, as far as
    they have one meaning each. ``ordered`` colours go from old to new, others differ as much as they can."""

    numbers: tuple[int, ...]
    legend: tuple[str, ...]
    ordered: bool = False


def by_topic(archive: ArchiveMap, topics: Sequence[Topic]) -> Colouring:
    """Topics take turns in the colours, as they do in the list; on the map their names tell them apart."""
    numbers = topic_numbers(topics)
    return Colouring(tuple(numbers.get(topic, OTHERS) for topic in archive.topics), ())


def topic_numbers(topics: Sequence[Topic]) -> Mapping[int, int]:
    """The colour of each topic, which stays with its id."""
    return {topic.id: topic.id % CATEGORIES for topic in topics}


def middles(archive: ArchiveMap) -> dict[int, tuple[float, float]]:
    """For each topic the middle of its documents, which a few that lie far off do not move."""
    points: dict[int, list[int]] = {}
    for point, topic in enumerate(archive.topics):
        points.setdefault(topic, []).append(point)
    return {
        topic: (median(archive.xs[at] for at in own), median(archive.ys[at] for at in own))
        for topic, own in points.items()
    }


def by_sender(archive: ArchiveMap) -> Colouring:
    """The senders of most documents, and all the others."""
    name_of = {sender: people.name_of(sender) for sender in set(archive.senders)}
    names = [name_of[sender] for sender in archive.senders]
    common = [name for name, _ in Counter(name for name in names if name).most_common(CATEGORIES)]
    number = {name: at for at, name in enumerate(common)}
    return Colouring(tuple(number.get(name, OTHERS) for name in names), tuple(common))


def by_month(archive: ArchiveMap) -> Colouring:
    """As many documents in each step as in the other, as far as months allow, from the oldest to the newest."""
    counts = Counter(month for month in archive.months if month)
    total, seen = sum(counts.values()), 0
    step: dict[str, int] = {}
    first: dict[int, str] = {}
    last: dict[int, str] = {}
    for month in sorted(counts):
        at = step[month] = min(STEPS - 1, STEPS * seen // total)
        first.setdefault(at, month)
        last[at] = month
        seen += counts[month]
    legend = [
        timeline.in_words({first[at]: 1, last[at]: 1}) if at in first else ""
        for at in range(max(first, default=-1) + 1)
    ]
    return Colouring(tuple(step.get(month, OTHERS) for month in archive.months), tuple(legend), ordered=True)
