"""Age bands and what each may do: `rulebook/tiers.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from panggung.rules.load import SHIPPED, read

Minutes = Annotated[int, msgspec.Meta(ge=1, le=1440)]
Clock = Annotated[str, msgspec.Meta(pattern=r"^(?:[01]\d|2[0-3]):[0-5]\d$")]
Audience = Literal["family", "class", "campaign", "public_bands", "public"]
ConsentBy = Literal["guardian_first", "child_asked_guardian_confirms", "none"]


class Quiet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hours of local time in which nothing is shown; `until` may lie on the next day."""

    start: Clock
    until: Clock


class Retention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """After erasure is asked: days until nothing is visible, and until backups have rotated."""

    visible_days: int
    backup_days: int


class Split(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What changes inside a band from an age on (PP 17/2025 Art. 9: at 17 the child may be asked)."""

    from_age: int
    consent: ConsentBy


class ConsentMethod(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to verify a guardian's consent."""

    id: str
    id_text: str
    en_text: str


class Tier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One band: its limits as the server enforces them. `None` minutes or hours mean no limit."""

    id: str
    from_age: int
    own_account: Literal["no", "profile", "profile_pin", "consent", "yes"]
    make_video: Literal["with_guardian", "guardian_releases", "guardian_may_ask", "yes"]
    guardian_release: Literal["always", "may", "no"]
    review: Literal["always", "first"]
    review_first: int | None
    audiences: Annotated[list[Audience], msgspec.Meta(min_length=1)]
    name_shown: Literal["none", "first_name_or_alias", "alias", "alias_or_chosen", "chosen"]
    comments: Literal["off"]
    likes_shown: Literal["no_count", "own_count", "yes"]
    search_by_others: Literal["no", "campaign", "yes"]
    daily_minutes: Minutes | None
    quiet_hours: Quiet | None
    pause_after_minutes: Minutes | None
    autoplay: Literal["never", "guardian_may", "off_by_default"]
    ranking_by_behaviour: Literal["never", "opt_in"]
    collected: list[Literal["location", "contacts", "ad_id"]]
    retention: Retention
    consent: ConsentBy
    consent_methods: list[str]
    split: Split | None = None

    @property
    def widest_audience(self) -> Audience:
        """The widest of `audiences`, which stand from narrow to wide."""
        return self.audiences[-1]

    def consent_at(self, age: int) -> ConsentBy:
        """Whose consent a person of `age` years in this band needs."""
        return self.split.consent if self.split and age >= self.split.from_age else self.consent


class Tiers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file: bands from young to old, and the consent methods that they name."""

    consent_methods: list[ConsentMethod]
    tiers: Annotated[list[Tier], msgspec.Meta(min_length=1)]

    def of(self, band: str) -> Tier:
        """The tier of a band id.

        Raises:
            KeyError: no such band.
        """
        for tier in self.tiers:
            if tier.id == band:
                return tier
        raise KeyError(band)


def read_tiers(path: Path) -> Tiers:
    """Read and check a tiers file.

    Raises:
        RulebookError: ages don't rise, a consent method is unknown, or a field is wrong.
    """
    book, lines = read(path, Tiers)
    methods = {method.id for method in book.consent_methods}
    for index, tier in enumerate(book.tiers):
        if index and tier.from_age <= book.tiers[index - 1].from_age:
            raise lines.error(f"tiers[{index}].from_age", "isn't above the age of the band before")
        for at, method in enumerate(tier.consent_methods):
            if method not in methods:
                raise lines.error(f"tiers[{index}].consent_methods[{at}]", f"no consent method `{method}`")
        if tier.review == "first" and not tier.review_first:
            raise lines.error(f"tiers[{index}].review_first", "is needed where review is `first`")
    return book


@cache
def shipped() -> Tiers:
    """The tiers of the shipped rulebook, read once."""
    return read_tiers(SHIPPED / "tiers.yaml")
