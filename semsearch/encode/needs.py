"""Which encoders the homes that share a cache need, so that nothing goes that one of them could still answer with."""

import hashlib
from collections.abc import Collection
from pathlib import Path

from semsearch.encode.disk_cache import kept, write_json
from semsearch.settings import Home, absolute


def note_needs(cache: Path, home: Home, fingerprints: Collection[str]) -> frozenset[str]:
    """Record in the folder `cache` that the index of a home was made with the encoders of these `fingerprints`, and
    nothing else. Returns the fingerprints that any home needs.

    A home needs nothing once its catalogue is gone, unless the folder that the home was in is gone as well: that may be
    on a drive which is not connected.

    Raises:
        OSError: the folder cannot be written.
    """
    path = absolute(home.path)
    own = cache / f"{hashlib.sha256(path.encode(errors='surrogateescape')).hexdigest()[:16]}.json"
    need = {"home": path, "fingerprints": sorted(fingerprints)}
    if kept(own, dict) != need:
        write_json(own, need)
    found: set[str] = set()
    for file in cache.glob("*.json"):
        known = kept(file, lambda known: (Home(Path(known["home"])), frozenset(map(str, known["fingerprints"]))))
        if known is not None and (known[0].database.exists() or not known[0].path.parent.exists()):
            found |= known[1]
        else:
            file.unlink(missing_ok=True)
    return frozenset(found)
