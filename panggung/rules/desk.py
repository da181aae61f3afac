"""How the review desk works: limits, topics with their keys, and answers written once in every language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from panggung.rules.load import SHIPPED, read
from panggung.rules.rule import Words


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a video is about; `key` sets it at the desk."""

    id: str
    key: str
    title: Words


class Reply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer to a maker. `uses`: outcomes (or a question) that it fits; `rules`: those it fits best."""

    id: str
    uses: list[Literal["send_back", "remove", "ask"]] = msgspec.field(name="for")
    rules: list[str]
    text: Words


class Desk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as read; times in the unit of their name, shares from 0 to 1."""

    claim_minutes: int
    undo_seconds: int
    question_hours: int
    second_share: float
    golden_every: int
    minutes_a_day: int
    severe_a_day: int
    break_after_minutes: int
    break_minutes: int
    topics: list[Topic]
    replies: list[Reply]

    def reply(self, id: str) -> Reply | None:
        """The answer of that id."""
        return next((one for one in self.replies if one.id == id), None)

    def topic_ids(self) -> set[str]:
        """The ids of all topics."""
        return {topic.id for topic in self.topics}


def read_desk(path: Path) -> Desk:
    """Read and check the file.

    Raises:
        RulebookError: a field is wrong, an id or key is there twice, or a share is no share.
    """
    desk, lines = read(path, Desk)
    for field, values in (
        ("topics", [topic.id for topic in desk.topics]),
        ("topics", [topic.key for topic in desk.topics]),
        ("replies", [reply.id for reply in desk.replies]),
    ):
        for index, value in enumerate(values):
            if value in values[:index]:
                raise lines.error(f"{field}[{index}]", f"`{value}` is there twice")
    if not 0 <= desk.second_share <= 1:
        raise lines.error("second_share", "must be from 0 to 1")
    for name in ("claim_minutes", "question_hours", "golden_every", "minutes_a_day", "break_after_minutes"):
        if getattr(desk, name) < 1:
            raise lines.error(name, "must be 1 or more")
    return desk


@cache
def shipped() -> Desk:
    """The shipped file, read once."""
    return read_desk(SHIPPED / "desk.yaml")
