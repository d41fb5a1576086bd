"""Learns footers that repeat in the mails of a sender or mailing list, and separates them from the texts."""

from collections.abc import Sequence

from semsearch.clean.footers import LEAST_MAILS, ending, footer_start, learned
from semsearch.index.reading import chunks_of
from semsearch.language.detection import detect
from semsearch.store import footer_tables
from semsearch.store.database import Connection

_BATCH = 500
_KINDS: tuple[footer_tables.GroupKind, ...] = ("sender", "mailing_list")


def learn_footers(connection: Connection) -> int:
    """Look for footers in mails that are new or were read again. If one is learned for their sender or list, all its
    mails are processed. Returns how many mails were changed.

    Learned footers are stored, so a run over new mail only examines that, and the mails of its groups that were stored
    around the same time.
    """
    footer_tables.forget_gone(connection)
    fresh = footer_tables.unexamined(connection)
    if not fresh:
        return 0
    changed: set[int] = set()
    for kind in _KINDS:
        for name, ids in footer_tables.fresh_by_group(connection, kind, LEAST_MAILS).items():
            if _learn(connection, kind, name, ids):
                changed.update(footer_tables.mails_of_group(connection, kind, name))
    ids = sorted(changed.union(fresh))
    rewritten = _set_apart(connection, ids)
    footer_tables.mark_examined(connection, ids)
    return rewritten


def _learn(connection: Connection, kind: footer_tables.GroupKind, name: str, fresh: Sequence[int]) -> bool:
    """Learn the footers of a group; whether there were any new ones. As footers change over the years, each sample is
    evaluated separately."""
    known = footer_tables.known_footers(connection, kind, name)
    new: set[bytes] = set()
    for sample in footer_tables.samples(connection, kind, name, fresh):
        mails = [ending(text, sender) for text, sender in sample]
        new |= learned(mails, of_list=kind == "mailing_list") - known
    footer_tables.add_footers(connection, kind, name, new)
    return bool(new)


def _set_apart(connection: Connection, ids: Sequence[int]) -> int:
    """Move the known footers of mails from their texts to their signatures. Returns how many mails were changed."""
    known: dict[tuple[footer_tables.GroupKind, str], frozenset[bytes]] = {}
    count = 0
    for start in range(0, len(ids), _BATCH):
        rewritten = []
        for mail in footer_tables.mails(connection, ids[start : start + _BATCH]):
            digests: frozenset[bytes] = frozenset()
            for kind, name in zip(_KINDS, (mail.sender, mail.mailing_list), strict=True):
                if name and (kind, name) not in known:
                    known[kind, name] = footer_tables.known_footers(connection, kind, name)
                digests |= known.get((kind, name), frozenset())
            at = footer_start(mail.text, digests) if digests else len(mail.text)
            text, footer = mail.text[:at].rstrip(), mail.text[at:].strip("\n")
            if len(footer) != (mail.footer or 0):
                language, cut = detect(text or mail.title), chunks_of("email", mail.title, text)
                rewritten.append(footer_tables.Rewritten(mail, text, footer, language, cut))
        footer_tables.rewrite(connection, rewritten)
        count += len(rewritten)
    return count
