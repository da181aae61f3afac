"""The verdict fails closed, and the strongest rule wins."""

from __future__ import annotations

import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from panggung.rules.rulebook import judge, shipped
from panggung.signals.signal import Evidence, Failed, Signal
from panggung.signals.table import SIGNALS
from tests.rules.readings import REQUIRED, clean, context, reading


def test_a_clean_video_of_a_known_adult_is_suitable_from_the_youngest_band() -> None:
    verdict = judge(clean(), context())
    assert (verdict.action, verdict.band, verdict.reasons) == ("suitable", "3-5", [])


def test_a_video_by_a_minor_is_held_for_a_person_however_clean() -> None:
    verdict = judge(clean(), context(maker_is_minor=True, consent="stands"))
    assert (verdict.action, verdict.band, verdict.reasons) == ("hold", None, ["GATE-02"])


def test_the_first_videos_of_a_new_adult_are_held_for_a_person() -> None:
    assert judge(clean(), context(newcomer=True)).reasons == ["GATE-02"]


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_required_signal_holds_the_video(name: str) -> None:
    verdict = judge([one for one in clean() if one.name != name], context())
    assert (verdict.action, verdict.reasons) == ("hold", ["GATE-01"])
    assert [(why.signal, why.error) for why in verdict.evidence["GATE-01"]] == [(name, "missing")]


@pytest.mark.parametrize("name", REQUIRED)
def test_a_crashed_signal_holds_the_video(name: str) -> None:
    crashed = Failed(name=name, version="1", error="ValueError")
    verdict = judge([one for one in clean() if one.name != name] + [crashed], context())
    assert (verdict.action, verdict.reasons) == ("hold", ["GATE-01"])
    assert verdict.evidence["GATE-01"][0].error == "ValueError"


@pytest.mark.parametrize("value", [math.nan, math.inf, -0.1, 1.1])
def test_a_value_that_is_no_share_counts_as_a_crash(value: float) -> None:
    assert judge([*clean()[1:], reading(REQUIRED[0], value)], context()).reasons == ["GATE-01"]


def test_a_signal_that_speaks_twice_counts_by_its_worst_reading() -> None:
    for order in ([0.9, 0.0], [0.0, 0.9]):
        twice = [reading("text.phone", value) for value in order]
        assert judge([*clean(), *twice], context()).reasons == ["PII-01"]


@pytest.mark.parametrize(
    "fact",
    [
        {"maker_is_minor": None},
        {"consent": "perhaps"},
        {"copy_of": "maybe"},
        {"seconds": "long"},
        {"seconds": object()},
    ],
)
def test_a_fact_that_means_nothing_holds_the_video(fact: dict[str, object]) -> None:
    verdict = judge(clean(), context(**fact))
    assert (verdict.action, verdict.reasons) == ("hold", ["GATE-01"])
    assert "context-invalid" in {why.error for why in verdict.evidence["GATE-01"]}


def test_the_strongest_action_wins_and_every_reason_is_named() -> None:
    verdict = judge(clean(text_phone=0.9, picture_nudity=0.95), context(maker_is_minor=True, consent="missing"))
    assert verdict.action == "block"
    assert verdict.reasons == ["CONSENT-01", "NUD-01", "GATE-02", "NUD-02", "PII-01"]


@pytest.mark.parametrize(
    ("values", "facts", "action", "reasons"),
    [
        ({"text_phone": 0.5}, {}, "hold", ["PII-01"]),
        ({"text_address": 0.5}, {}, "hold", ["PII-02"]),
        ({"text_nik": 0.5}, {}, "hold", ["PII-03"]),
        ({"text_school": 0.5}, {}, "hold", ["PII-04"]),
        ({"text_contact": 0.5}, {}, "hold", ["PII-05"]),
        ({"text_place": 0.5}, {}, "hold", ["PII-06"]),
        ({"text_abuse": 0.5}, {}, "hold", ["ABUSE-01"]),
        ({"picture_nudity": 0.3}, {}, "hold", ["NUD-01"]),
        ({"picture_nudity": 0.7}, {}, "block", ["NUD-01"]),
        ({"picture_dark": 1.0}, {}, "hold", ["QUAL-01"]),
        ({}, {"seconds": 4, "asked_seconds": 8}, "hold", ["QUAL-01"]),
        ({}, {"copy_of": "removed"}, "block", ["DUP-01"]),
        ({}, {"copy_of": "entry"}, "hold", ["DUP-01"]),
        ({}, {"consent": "withdrawn"}, "block", ["CONSENT-03"]),
        ({"text_phone": 0.49, "picture_nudity": 0.24}, {}, "suitable", []),
    ],
)
def test_each_rule_speaks_for_its_own_signal(
    values: dict[str, float], facts: dict[str, object], action: str, reasons: list[str]
) -> None:
    verdict = judge(clean(**values), context(**facts))
    assert (verdict.action, verdict.reasons) == (action, reasons)


def test_a_reason_carries_the_evidence_of_its_signal() -> None:
    seen = Evidence(kind="words", text="0812-••••-7890", field="caption", start=3, end=17)
    phone = Signal(name="text.phone", version="7", value=0.97, confidence=0.9, evidence=(seen,))
    verdict = judge([*clean(), phone], context())
    assert verdict.evidence["PII-01"][0].evidence == (seen,)
    assert msgspec.to_builtins(verdict)["evidence"]["PII-01"][0]["version"] == "7"


shares = st.floats(0, 1) | st.none() | st.just(math.nan)


@given(
    values=st.dictionaries(st.sampled_from(REQUIRED), shares),
    minor=st.booleans(),
    consent=st.sampled_from(["not_needed", "stands", "missing", "withdrawn"]),
)
def test_no_random_reading_is_suitable_without_every_required_signal(
    values: dict[str, float | None], minor: bool, consent: str
) -> None:
    signals = [
        Failed(name=name, version="1", error="crash") if value is None else reading(name, value)
        for name, value in values.items()
    ]
    verdict = judge(signals, context(maker_is_minor=minor, consent=consent))
    complete = set(values) == set(REQUIRED) and all(v is not None and math.isfinite(v) for v in values.values())
    if verdict.action == "suitable":
        assert complete
        assert not minor
        assert consent in {"not_needed", "stands"}
    assert complete == ("GATE-01" not in verdict.reasons)
    assert (verdict.band is None) == (verdict.action != "suitable")
    assert verdict.rulebook_version == shipped().version


def test_every_required_signal_can_really_be_run() -> None:
    assert set(REQUIRED) <= set(SIGNALS)
