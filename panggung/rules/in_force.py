"""The rulebook that this server goes by: the shipped one, tightened by the operator's overlay."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from panggung.rules import desk as desks
from panggung.rules import rulebook
from panggung.rules.desk import Desk
from panggung.rules.load import SHIPPED
from panggung.rules.rulebook import Rulebook
from panggung.rules.tiers import Tiers

_chosen: list[Path | None] = [None]


def use(overlay: Path | None) -> None:
    """Name the overlay; it is read when the book is first asked for."""
    _chosen[0] = overlay


def book() -> Rulebook:
    """The rulebook in force, loaded once for each overlay.

    Raises:
        RulebookError: a file has an error, or the overlay would loosen something.
    """
    return _load(_chosen[0])


def tiers() -> Tiers:
    """The tiers in force. Raises RulebookError as `book` does."""
    return book().tiers


def desk() -> Desk:
    """How the review desk works. Raises RulebookError when its file has an error."""
    return desks.shipped()


@cache
def _load(overlay: Path | None) -> Rulebook:
    return rulebook.shipped() if overlay is None else Rulebook(SHIPPED, overlay)
