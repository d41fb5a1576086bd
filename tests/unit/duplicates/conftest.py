"""Duplicate candidates as the store returns them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from semsearch.records import DuplicateCandidate


@pytest.fixture
def candidate() -> Callable[..., DuplicateCandidate]:
    def make(number: int, **changes: object) -> DuplicateCandidate:
        values: dict[str, Any] = {
            "id": number,
            "place": (number, None),
            "path": f"/mail/{number}.eml",
            "part": None,
            "kind": "email",
            "title": "Lunch",
            "sender": "Anna <anna@example.org>",
            "date": datetime(2024, 3, 14, 12, 0, tzinfo=UTC),
            "message_id": f"m{number}",
            "thread_id": f"m{number}",
            "attachments": (),
            "size": 100,
            "length": 100,
            "content": bytes([number]) * 16,
            "origin": bytes([number]) * 32,
        }
        values |= changes
        return DuplicateCandidate(**values)

    return make
