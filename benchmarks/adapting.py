"""Adapts the multilingual encoder to people's questions: ``python -m benchmarks.adapting [MODEL]``.

MODEL is a sentence-transformers folder, by default that of the model as it comes. It takes an hour on two cores, one
and a half minutes on a GPU.

A question has to be nearer to its text than to all others of its batch, in either language; among these are texts about
nearly the same, which `benchmarks.written_texts` puts into one cluster. As in a search, the nearer counts of the text
and of its title with its opening. So has a text to be near to what is told again of it, by InfoNCE (van den Oord et al.
2018, arXiv:1807.03748). Only changes of low rank are learned (LoRA, Hu et al. 2021, arXiv:2106.09685), and three
quarters of what was learned are kept: between the weights before and after lie better ones than either, as the new is
not yet lost and the old not yet forgotten (Wortsman et al. 2022, arXiv:2109.01903).

Prints MRR@10 on clusters left out, with nothing, three quarters and all of the change, and writes
resources/models/adapted.safetensors.
"""

import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import numpy as np
import torch
from safetensors.numpy import save_file
from sentence_transformers import SentenceTransformer
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils import parametrize

from benchmarks.plain import as_it_comes
from benchmarks.written_texts import Written, read_written
from semsearch.chunk import encoded
from semsearch.encode import ModelStore
from semsearch.encode.cards import MULTILINGUAL
from semsearch.encode.low_rank import ADAPTED
from semsearch.encode.unpack import LINEAR
from semsearch.language.letters import is_cyrillic
from semsearch.records import Purpose, Span
from semsearch.settings import model_cache, resources

RANK, SCALE, KEPT = 16, 2.0, 0.75
STEPS, WARM, CLUSTERS, RATE, DECAY = 160, 10, 32, 2e-4, 0.01
TEMPERATURE, RETOLD_TEMPERATURE = 0.02, 0.03
PLAIN, BACK, TITLES, SHORT, RETOLD = 0.4, 0.3, 0.5, 0.5, 0.5
"""How often the plain question is asked, and what counts beside it: the text and its questions, its title, a few words,
the text retold."""

TOKENS = 160
TOGETHER = 32
"""Texts that are encoded together, of similar length."""

HELD_OUT = 8
"""One cluster in so many is not trained on."""


class Change(nn.Module):
    """Added to the weights of a linear layer: up · down, where ``kept`` says how much of it."""

    def __init__(self, outputs: int, inputs: int) -> None:
        super().__init__()
        self.down = nn.Parameter(torch.randn(RANK, inputs) / math.sqrt(inputs))
        self.up = nn.Parameter(torch.zeros(outputs, RANK))
        self.kept = 1.0

    def forward(self, weights: Tensor) -> Tensor:
        return weights + self.kept * SCALE * self.up @ self.down


class Student:
    """The encoder with its changes, by the names of their layers in the packed file."""

    def __init__(self, folder: Path) -> None:
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        attention = {"attn_implementation": "eager"}  # on a processor the way back through the fused one takes longer
        self._model = SentenceTransformer(
            str(folder), device=self._device, local_files_only=True, model_kwargs=attention
        )
        self._model.requires_grad_(False)
        self._dim = int(self._model.get_embedding_dimension() or 0)
        self.changes: dict[str, Change] = {}
        bert = cast("nn.Module", self._model[0].auto_model)
        for number, layer in enumerate(bert.encoder.layer):  # type: ignore[union-attr,arg-type]
            for short, name in LINEAR.items():
                linear = cast("nn.Linear", cast("nn.Module", layer).get_submodule(name))
                change = Change(linear.out_features, linear.in_features).to(self._device)
                parametrize.register_parametrization(linear, "weight", change)
                linear.parametrizations.weight.original.requires_grad_(False)  # type: ignore[union-attr]
                self.changes[f"l{number}.{short}"] = change

    def parameters(self) -> list[nn.Parameter]:
        return [parameter for change in self.changes.values() for parameter in change.parameters()]

    def keep(self, share: float) -> None:
        """Let only a share of the changes count."""
        for change in self.changes.values():
            change.kept = share

    def __call__(self, texts: Sequence[str]) -> Tensor:
        """Vectors of length 1 of texts with their prefixes, shape (n, dim), on the processor, without gradients."""
        vectors = torch.empty(len(texts), self._dim)
        with torch.no_grad(), parametrize.cached():
            for batch in self._batches(texts):
                vectors[batch] = self._encoded([texts[place] for place in batch]).cpu()
        return vectors

    def backward(self, texts: Sequence[str], gradient: Tensor) -> None:
        """Add to the gradients of the changes what follows from the gradient of a loss for the vectors of texts.

        The texts are encoded again, some at a time, so that the memory does not grow with the batch (GradCache: Gao et
        al. 2021, arXiv:2101.06983).
        """
        for batch in self._batches(texts):
            with parametrize.cached():
                vectors = self._encoded([texts[place] for place in batch])
            vectors.backward(gradient[batch].to(self._device))  # type: ignore[no-untyped-call]

    def _batches(self, texts: Sequence[str]) -> Iterator[list[int]]:
        """The places of texts of similar length."""
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        return (order[start : start + TOGETHER] for start in range(0, len(order), TOGETHER))

    def _encoded(self, texts: Sequence[str]) -> Tensor:
        ids = self._model.tokenizer(
            list(texts), padding=True, pad_to_multiple_of=32, truncation=True, max_length=TOKENS, return_tensors="pt"
        ).to(self._device)
        with torch.autocast(self._device, dtype=torch.bfloat16):
            vectors: Tensor = self._model({**ids})["sentence_embedding"].float()
        return functional.normalize(vectors)


def main() -> None:
    torch.manual_seed(1)
    chance = random.Random(1)  # noqa: S311 - no secret
    written = read_written()
    train = [text for text in written if text.cluster % HELD_OUT]
    model = Path(sys.argv[1]) if len(sys.argv) > 1 else as_it_comes(MULTILINGUAL.name, ModelStore(model_cache()))
    student = Student(model)
    _train(student, train, chance)
    unseen = [text for text in written if text.cluster % HELD_OUT == 0]
    for share in (0.0, KEPT, 1.0):
        student.keep(share)
        print(f"{share:.0%} of the change: {_judged(student, unseen)}", flush=True)
    _write(student, resources() / ADAPTED)


def _train(student: Student, texts: Sequence[Written], chance: random.Random) -> None:
    clusters = sorted({text.cluster for text in texts})
    optimizer = torch.optim.AdamW(student.parameters(), lr=RATE, weight_decay=DECAY, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / WARM) * (1 + math.cos(math.pi * step / STEPS)) / 2
    )
    started, total = time.monotonic(), 0.0
    for step in range(1, STEPS + 1):
        chosen = set(chance.sample(clusters, min(CLUSTERS, len(clusters))))
        asked = _Questions([text for text in texts if text.cluster in chosen], chance)
        vectors = student(asked.texts).requires_grad_()
        loss = asked.loss(vectors)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.zero_grad(set_to_none=True)
        assert vectors.grad is not None
        student.backward(asked.texts, vectors.grad)
        nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total += loss.item()
        if step % 10 == 0:
            print(f"step {step} of {STEPS}: loss {total / 10:.3f}, {time.monotonic() - started:.0f} s", flush=True)
            total = 0.0


class _Questions:
    """A batch of texts and what is asked about them, all with the prefixes of their purposes."""

    def __init__(self, batch: Sequence[Written], chance: random.Random) -> None:
        everyone = list(range(len(batch)))
        self.texts: list[str] = []
        self._passages = self._add([text.text for text in batch], "passage")
        self._openings = self._add([_opening(text) for text in batch], "passage")
        self._retold = [place for place in everyone if batch[place].retold]
        self._told = self._add([chance.choice(batch[place].retold) for place in self._retold], "passage")
        self._asked: list[tuple[float, list[int], slice]] = []
        """The weight of some questions, the numbers of the texts that answer them, and where they are."""
        named = [place for place in everyone if len(batch[place].title.split()) > 1]
        self._titles = named, self._add([batch[place].title for place in named], "query")
        for language in ("english", "russian"):
            lists: list[list[str]] = [getattr(text, language) for text in batch]
            chosen = [asked[0] if chance.random() < PLAIN else _in_other_words(asked, chance) for asked in lists]
            self._asked.append((1.0, everyone, self._add(chosen, "query")))
            hurried = [place for place in everyone if len(lists[place]) > 2]
            self._asked.append((SHORT, hurried, self._add([lists[place][2] for place in hurried], "query")))

    def _add(self, texts: Sequence[str], purpose: Purpose) -> slice:
        start = len(self.texts)
        self.texts += [f"{purpose}: {text}" for text in texts]
        return slice(start, len(self.texts))

    def loss(self, vectors: Tensor) -> Tensor:
        """Of the vectors of all texts, shape (n, dim)."""
        texts, openings, told = vectors[self._passages], vectors[self._openings], vectors[self._told]
        everything = torch.cat([texts, told])
        answers = torch.tensor(self._retold)
        again = torch.arange(len(answers))
        own = torch.zeros(len(texts), len(everything), dtype=torch.bool)
        own[answers, len(texts) + again] = True  # a text retold is no wrong answer to its question
        loss = torch.zeros(())
        for weight, places, where in (*self._asked, (TITLES, *self._titles)):
            if not places:
                continue
            right = torch.tensor(places)
            cosines = vectors[where] @ everything.T
            if where is not self._titles[1]:  # an opening begins with its title
                nearer = torch.maximum(cosines[:, : len(texts)], vectors[where] @ openings.T)
                cosines = torch.cat([nearer, cosines[:, len(texts) :]], dim=1)
            near = (cosines / TEMPERATURE).masked_fill(own[right], -1e4)
            loss = loss + weight * functional.cross_entropy(near, right)
            loss = loss + weight * BACK * functional.cross_entropy(near.T[right], torch.arange(len(right)))
        near = (told @ everything.T / RETOLD_TEMPERATURE).masked_fill(
            functional.one_hot(len(texts) + again, len(everything)).bool(), -1e4
        )
        loss = loss + RETOLD * functional.cross_entropy(near, answers)
        return loss + RETOLD * functional.cross_entropy(near.T[answers], again)


def _opening(text: Written) -> str:
    """What an index encodes of a title."""
    return encoded(0, Span(0, len(text.title)), text.title, text.text).strip()


def _in_other_words(asked: Sequence[str], chance: random.Random) -> str:
    """One of the questions in other words: the second, and those after the third, which is in a hurry."""
    return chance.choice([*asked[1:2], *asked[3:]] or asked)


@torch.inference_mode()
def _judged(student: Student, texts: Sequence[Written]) -> str:
    """MRR@10 of plain and of paraphrasing questions in each language, over the texts of both."""
    passages = student([f"passage: {text.text}" for text in texts])
    openings = student([f"passage: {_opening(text)}" for text in texts])
    cyrillic = torch.tensor([is_cyrillic(text.text) for text in texts])
    own = torch.arange(len(texts))
    found = []
    for language in ("english", "russian"):
        for number, kind in enumerate(("plain", "in other words")):
            asked: list[list[str]] = [getattr(text, language) for text in texts]
            questions = student([f"query: {one[number % len(one)]}" for one in asked])
            cosines = torch.maximum(questions @ passages.T, questions @ openings.T)
            for side in (cyrillic, ~cyrillic):  # as semsearch does, each alphabet against its own
                part = cosines[:, side]
                cosines[:, side] = (part - part.mean(1, keepdim=True)) / part.std(1, keepdim=True)
            rank = 1 + (cosines > cosines[own, own][:, None]).sum(1)
            found.append(f"{language}, {kind} {torch.where(rank <= 10, 1 / rank, 0.0).mean():.3f}")
    return "; ".join(found)


def _write(student: Student, path: Path) -> None:
    tensors = {}
    for name, change in student.changes.items():
        tensors[f"{name}.down"] = change.down.detach().cpu().numpy().astype(np.float16)
        tensors[f"{name}.up"] = (KEPT * SCALE * change.up).detach().cpu().numpy().astype(np.float16)
    save_file(tensors, path)


if __name__ == "__main__":
    main()
