"""Bands by birth month, tiers, and the role × capability table."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panggung.rules import access, bands, tiers
from panggung.rules.load import SHIPPED, RulebookError


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 5, 1), "10-12"),
        (date(2026, 5, 31), "10-12"),
        (date(2026, 6, 1), "13-15"),
    ],
)
def test_nobody_is_let_into_an_older_band_before_the_birth_month_is_over(today: date, expected: str) -> None:
    assert bands.band(2013, 5, today) == expected


@given(
    st.dates(date(1950, 1, 1), date(2026, 12, 31)),
    st.dates(date(2026, 1, 1), date(2040, 1, 1)),
)
def test_the_age_is_never_above_the_true_one_and_at_most_a_month_behind(birth: date, today: date) -> None:
    if birth > today:
        return
    said = bands.age(birth.year, birth.month, today)
    true = today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
    assert said <= true
    month_ago = today - timedelta(days=31)
    assert said >= month_ago.year - birth.year - ((month_ago.month, month_ago.day) < (birth.month, birth.day))


@pytest.mark.parametrize(
    ("year", "month", "code"),
    [
        (2025, 1, "too-young"),
        (2027, 1, "birth-in-future"),
        (2010, 13, "birth-month-invalid"),
        (2010, 0, "birth-month-invalid"),
    ],
)
def test_a_birth_month_without_a_band_is_a_typed_error(year: int, month: int, code: str) -> None:
    with pytest.raises(bands.NoBand) as caught:
        bands.band(year, month, date(2026, 11, 24))
    assert caught.value.code == code


def test_a_video_fits_its_own_band_and_every_older_one_only() -> None:
    order = bands.bands()
    assert order == ("3-5", "6-9", "10-12", "13-15", "16-17", "18+")
    for at, video in enumerate(order):
        assert [bands.fits(video, viewer) for viewer in order] == [place >= at for place in range(len(order))]


def test_an_unknown_band_fits_nobody() -> None:
    with pytest.raises(bands.NoBand):
        bands.fits("all", "18+")


def test_only_adults_may_be_ranked_by_behaviour_and_nothing_is_collected_of_anybody() -> None:
    for tier in tiers.shipped().tiers:
        assert (tier.ranking_by_behaviour == "opt_in") == (not bands.is_minor(tier.id))
        assert tier.collected == []
        assert tier.comments == "off"


def test_limits_never_loosen_towards_younger_bands() -> None:
    minors = [tier for tier in tiers.shipped().tiers if bands.is_minor(tier.id)]
    for younger, older in itertools.pairwise(minors):
        assert (younger.daily_minutes or 0) <= (older.daily_minutes or 0)
        assert (younger.pause_after_minutes or 0) <= (older.pause_after_minutes or 0)
        assert set(younger.audiences) <= set(older.audiences)
        assert younger.review == older.review == "always"


def test_the_last_minor_band_splits_at_seventeen() -> None:
    tier = tiers.shipped().of("16-17")
    assert tier.consent_at(16) == "guardian_first"
    assert tier.consent_at(17) == "child_asked_guardian_confirms"
    assert tiers.shipped().of("18+").consent_at(40) == "none"


def test_what_the_table_does_not_name_is_denied() -> None:
    assert access.conditions("video.upload", ["anon"]) == []
    assert access.conditions("case.decide", ["operator", "partner", "regulator"]) == []
    assert access.conditions("video.watch", []) == []
    assert access.conditions("video.watch", ["ghost"]) == []


def test_several_roles_give_each_of_their_conditions_once() -> None:
    assert access.conditions("video.upload", ["guardian", "teacher", "adult", "adult"]) == [
        "for_child",
        "for_class",
        "yes",
    ]


def test_nobody_decides_without_the_question_of_family() -> None:
    for role in access.shipped().roles:
        for capability in ("case.decide", "case.appeal_decide"):
            assert set(access.conditions(capability, [role])) <= {"not_family"}


def test_an_unknown_capability_is_a_mistake_and_not_a_refusal() -> None:
    with pytest.raises(access.UnknownCapability):
        access.conditions("video.wach", ["adult"])


def test_staff_roles_need_a_second_factor() -> None:
    assert access.needs_mfa(["adult", "moderator"])
    assert not access.needs_mfa(["adult", "guardian", "teacher"])


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("adult: fits", "adullt: fits", "no role"),
        ("adult: fits", "adult: fit", "no condition"),
        ("operator, partner]", "owner]", "no role"),
    ],
)
def test_a_table_with_an_unknown_word_does_not_load(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = (SHIPPED / "access.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "access.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulebookError, match=says):
        access.read_access(path)
