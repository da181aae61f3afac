"""What can go wrong with a file, and what with the machine. Words for people are made elsewhere, from the codes."""

from __future__ import annotations

Fact = str | int | float


class MediaRefused(Exception):
    """The file itself is at fault: trying again gives the same answer.

    `code` is stable and kebab-case: empty, not-a-video, playlist, unknown-format, external-reference, unreadable,
    cut-short, no-picture, too-short, too-long, too-small-picture, too-large-picture, odd-shape, over-limit.
    `facts` holds figures for the sentence (seconds, limit, width, …) and, under `detail`, a bounded technical
    text for the operator's log, never for a reader.
    """

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: dict[str, Fact] = facts


class MediaFailed(Exception):
    """The machine is at fault (disk full, child killed from outside): the same file may pass later."""


class MediaStopped(Exception):
    """The caller's `should_stop` said so; nothing was left behind."""
