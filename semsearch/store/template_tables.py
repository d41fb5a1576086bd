"""The templates of compared contents: all that is compared of a text besides its numbers. Derived, as `pairs`."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, select, text

from semsearch.store.database import driver
from semsearch.store.schema import compared, documents, template_pairs, templates

FILLING = np.dtype("<i8")
"""How the numbers of a content are stored."""

IN_PAIRED = "template_id IN (SELECT one FROM template_pairs UNION SELECT other FROM template_pairs)"
"""The condition that a row of `compared` has a template in a pair of `paired_templates`."""


@dataclass(frozen=True, slots=True)
class TemplateContents:
    """The compared contents of one template that are still indexed: ``ids`` (`compared.id`), and their digests and
    numbers, shape (n, slots)."""

    ids: tuple[int, ...]
    contents: tuple[bytes, ...]
    fillings: NDArray[np.int64]


def known_templates(connection: Connection, keys: Iterable[bytes]) -> dict[bytes, int]:
    """The ids of the stored templates with these keys."""
    statement = select(templates.c.key, templates.c.id).where(templates.c.key.in_(list(keys)))
    return {row.key: row.id for row in connection.execute(statement)}


def put_templates(connection: Connection, bands: Mapping[bytes, Sequence[int]]) -> dict[bytes, int]:
    """Add templates by their keys, with their bands, unless they are stored. Returns their ids."""
    driver(connection).executemany("INSERT OR IGNORE INTO templates (key) VALUES (?)", ((key,) for key in bands))
    driver(connection).executemany(
        "INSERT OR IGNORE INTO template_bands SELECT ?, id FROM templates WHERE key = ?",
        ((band, key) for key, own in bands.items() for band in own),
    )
    return known_templates(connection, bands)


def sharing_bands(connection: Connection, ids: Iterable[int]) -> dict[int, list[int]]:
    """For each of these templates those with a band in common, in order; itself as well if it has any."""
    own: dict[int, list[int]] = {}
    for template, band in driver(connection).execute(
        "SELECT template_id, band FROM template_bands WHERE template_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    ):
        own.setdefault(template, []).append(band)
    wanted = json.dumps(list({band for bands in own.values() for band in bands}))
    rows = driver(connection).execute(
        "SELECT band, template_id FROM template_bands WHERE band IN (SELECT value FROM json_each(?))", (wanted,)
    )
    table = np.fromiter(rows, dtype=[("band", np.int64), ("template", np.int64)])
    table.sort(order="band")
    templates, places = np.unique(table["template"], return_inverse=True)
    bands, starts = np.unique(table["band"], return_index=True)
    holders = dict(zip(bands.tolist(), np.split(places, starts[1:]), strict=True))
    found = {}
    for template, these in own.items():  # a join in SQL would visit two templates once for each of their common bands
        shared = np.zeros(len(templates), dtype=np.bool_)
        for band in these:
            shared[holders[band]] = True
        found[template] = templates[shared].tolist()
    return found


def template_members(connection: Connection, ids: Iterable[int], most: int) -> dict[int, tuple[int, list[int]]]:
    """For each of these templates how many contents of it have been compared, and the first of them, at most so
    many."""
    statement = text(
        "SELECT template_id, id FROM compared WHERE template_id IN (SELECT value FROM json_each(:ids)) ORDER BY id"
    )
    found: dict[int, tuple[int, list[int]]] = {}
    for template, content in connection.execute(statement, {"ids": json.dumps(list(ids))}):
        count, members = found.get(template, (0, []))
        found[template] = (count + 1, members)
        if count < most:
            members.append(content)
    return found


def paired_templates(connection: Connection) -> set[tuple[int, int]]:
    """The pairs of templates whose texts' pairs are not listed, the lower id first."""
    return {(row[0], row[1]) for row in connection.execute(select(template_pairs.c.one, template_pairs.c.other))}


def contents_of_paired(connection: Connection) -> dict[int, TemplateContents]:
    """The contents of all templates in a pair of `paired_templates`, by template."""
    rows: dict[int, list[Row[Any]]] = {}
    columns = (compared.c.template_id, compared.c.id, compared.c.content, compared.c.fillings)
    indexed = compared.c.content.in_(select(documents.c.content))
    for row in connection.execute(select(*columns).where(text(IN_PAIRED), indexed).order_by(compared.c.id)):
        rows.setdefault(row.template_id, []).append(cast("Row[Any]", row))
    found = {}
    for template, own in rows.items():
        filled = np.frombuffer(b"".join(row.fillings for row in own), dtype=FILLING).astype(np.int64)
        table = filled.reshape(len(own), len(filled) // len(own))
        found[template] = TemplateContents(tuple(row.id for row in own), tuple(row.content for row in own), table)
    return found
