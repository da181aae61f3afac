"""From birth year and month to an age band, and which band may see what."""

from __future__ import annotations

from datetime import date

from panggung.rules import tiers


class NoBand(ValueError):
    """No band. `code`: `too-young`, `birth-in-future`, `birth-month-invalid` or `band-unknown`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def bands() -> tuple[str, ...]:
    """All band ids from young to old, for example `("3-5", …, "18+")`."""
    return tuple(tier.id for tier in tiers.shipped().tiers)


def age(birth_year: int, birth_month: int, today: date) -> int:
    """Full years that a person of this birth month has lived for certain.

    The day is never asked, so a birthday counts only once its whole month is over: nobody is let
    into an older band a day too early.

    Raises:
        NoBand: the month isn't 1 to 12, or lies in the future.
    """
    if not 1 <= birth_month <= 12:
        raise NoBand("birth-month-invalid")
    if (birth_year, birth_month) > (today.year, today.month):
        raise NoBand("birth-in-future")
    return max(0, today.year - birth_year - (today.month <= birth_month))


def band(birth_year: int, birth_month: int, today: date) -> str:
    """The band id of a person on `today`.

    Raises:
        NoBand: younger than the youngest band, or no valid birth month.
    """
    years = age(birth_year, birth_month, today)
    fitting = [tier.id for tier in tiers.shipped().tiers if tier.from_age <= years]
    if not fitting:
        raise NoBand("too-young")
    return fitting[-1]


def order(band_id: str) -> int:
    """Place of a band from young (0) to old.

    Raises:
        NoBand: no such band.
    """
    try:
        return bands().index(band_id)
    except ValueError:
        raise NoBand("band-unknown") from None


def is_minor(band_id: str) -> bool:
    """True below 18. Raises NoBand for an unknown band."""
    order(band_id)
    return tiers.shipped().of(band_id).from_age < 18


def fits(video_band: str, viewer_band: str) -> bool:
    """True when a video suitable from `video_band` may be shown to `viewer_band`.

    Raises:
        NoBand: either is unknown.
    """
    return order(video_band) <= order(viewer_band)
