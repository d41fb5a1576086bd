"""Pairs that are found when they are asked for are those of comparing every two texts."""

from itertools import combinations
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from semsearch.duplicates.crowd import CrowdPairs
from semsearch.duplicates.grouping import Star, stars
from semsearch.duplicates.near import near_similarities
from semsearch.duplicates.stem_codes import StemCodes

FRAMES = (
    "Build {} of the night branch has finished after {} minutes, of {} tests {} have failed. Kept for {} days.",
    "Build {} of the day branch has finished after {} minutes, of {} tests {} have failed. Kept for {} days.",
    "Build {} of the night branch has been approved after {} minutes, of {} tests {} have failed. Kept for {} days.",
    "Build {} of the night branch has been rejected after {} minutes, of {} tests {} have failed. Kept for {} days.",
    "Backup {} {} {} of {} needs {} minutes.",
    "{} has answered {}, {} and {}: {} is merged and will be deployed to the server of the shop in the morning.",
    "Заявка {} от {} мая 2024 года на {} рублей будет рассмотрена до {} июня, номер очереди {}.",
    "Здравствуйте, {}! Заказ {} для {} собран, его привезёт {}, телефон {}. Спасибо, что выбрали наш магазин.",
    "There are no numbers in this letter, and it is the same one every time that it comes to us.",
)
FILLINGS = st.lists(st.sampled_from(["3", "4", "12", "10:30", "Anna", "Борис", "the lamp"]), min_size=5, max_size=5)
SUBJECTS = st.sampled_from(["", "Report 5", "Backups", "The shop has news for all of its customers today"])
TEXTS = st.lists(st.tuples(st.sampled_from(FRAMES), FILLINGS, SUBJECTS), max_size=14)


@given(TEXTS, st.floats(0.7, 1.0), st.randoms())
def test_the_groups_are_those_of_all_pairs(
    drawn: list[tuple[str, list[str], str]], least: float, random: Random
) -> None:
    codes = StemCodes()
    texts = [codes.coded(frame.format(*fillings), subject) for frame, fillings, subject in drawn]
    similar = {
        (one, other): similarity
        for one, other in combinations(range(len(texts)), 2)
        if (similarity := near_similarities(texts[one], [texts[other]])[0]) > 0
    }
    ranking = random.sample(range(len(texts)), len(texts))
    none = np.empty(0, np.int64)
    pairs = CrowdPairs(texts, range(len(texts)), len(texts))

    def listed() -> list[Star[int]]:
        enough = {pair: similarity for pair, similarity in similar.items() if similarity >= least}
        one, other = np.array(list(enough), np.int64).reshape(-1, 2).T
        return stars(len(texts), one, other, np.array(list(enough.values())), ranking)

    count = len(texts)
    unlisted = stars(count, none, none, np.empty(0), ranking, (), lambda text, free: pairs.similar(text, free, least))
    similarities, weights = pairs.distribution()

    assert unlisted == listed()
    assert sorted(similarities.tolist()) == sorted(similar.values())
    assert set(weights.tolist()) <= {1.0}
