"""Whatever the signals say and people do, nothing is on the stage without complete signals and a decision that says so.

Readings are drawn at random in place of the models' (missing, crashed, no number, out of range among them); all that
follows is real: the pipeline's steps, the rulebook, the desk, what goes alone, reports, appeals, a changed rulebook.
"""

import math
import re
import shutil
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import msgspec
import pytest
import time_machine
from django.db import transaction
from django.db.models import QuerySet
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from panggung.core import clock
from panggung.core.models import AuditLine
from panggung.rules import in_force, rulebook
from panggung.rules.load import SHIPPED
from panggung.rules.rulebook import Rulebook
from panggung.safety import calibrating, review, screening, versions
from panggung.safety.models import Decision, Verdict
from panggung.signals import table
from panggung.signals.signal import Failed, Sample, Signal
from panggung.stage.models import Video
from panggung.stage.states import State
from tests.property import gate_verbs
from tests.safety.deciding import decide, screened

pytestmark = pytest.mark.django_db
HASH = re.compile(r"[0-9a-f]{64}")
ONE_MORE = "sound.speech"  # required by the changed rulebook only
BAD = (None, math.nan, math.inf, -math.inf, -0.1, 1.1)
NAMES = sorted(table.SIGNALS)
KINDS = [*gate_verbs.MAKERS, "a known adult"]
STEPS = 40
SLOW = list(HealthCheck)

MINUTES = (0, 0, 0.2, 0.2, 0.2, 11)


def flaw(dice: Random) -> object:
    """What is wrong with one signal: not there, crashed, a bad value, a bad confidence, or a finding."""
    return dice.choice(
        ("absent", "crashed", (dice.choice(BAD), 1.0), (0.0, dice.choice(BAD)), (dice.random(), dice.random()))
    )


def flaws(dice: Random) -> dict[str, object]:
    """Most screenings find nothing, or no path would come to the stage."""
    return {name: flaw(dice) for name in dice.choices([*NAMES, *[ONE_MORE] * 9], k=dice.choice((0, 0, 1, 2)))}


class Readings:
    """Stands where the models do: gives readings with the flaws of the moment, and remembers them by video, edition."""

    def __init__(self) -> None:
        self.flaws: dict[str, object] = {}
        self.said: dict[tuple[UUID, int], list[Signal | Failed]] = {}
        self._about: tuple[UUID, int]

    def look(self, video: Video, scratch: Path) -> Sample:
        self._about = (video.pk, video.edition)
        return Sample()

    def run(self, sample: Sample, names: Iterable[str]) -> list[Signal | Failed]:
        made = [self._one(name, self.flaws.get(name)) for name in names if self.flaws.get(name) != "absent"]
        self.said[self._about] = made
        return made

    def _one(self, name: str, flaw: object) -> Signal | Failed:
        if flaw == "crashed":
            return Failed(name=name, version="1", error="RuntimeError")
        value, confidence = flaw if isinstance(flaw, tuple) else (0.0, 1.0)
        return Signal(name=name, version="1", value=value, confidence=confidence)

    def usable(self, video: Video) -> set[str]:
        """Names of the signals that said something about this edition, or the one before with the same words."""
        heard = self.said.get((video.pk, video.edition)) or self.said.get((video.pk, video.edition - 1), [])
        return {one.name for one in heard if is_share(one.value) and is_share(one.confidence)}


def is_share(number: float | None) -> bool:
    return number is not None and math.isfinite(number) and 0 <= number <= 1


@pytest.fixture
def readings(monkeypatch) -> Readings:
    found = Readings()
    monkeypatch.setattr(table, "run", found.run)
    monkeypatch.setattr(screening, "sample_of", found.look)
    return found


@pytest.fixture
def books(tmp_path, monkeypatch) -> dict[str, Rulebook]:
    """The shipped book, in force, and one that requires a signal more, by version."""
    folder = shutil.copytree(SHIPPED, tmp_path / "rulebook", ignore=shutil.ignore_patterns("lessons"))
    gate = (folder / "gate.yaml").read_text().replace("  - sound.song\n", f"  - sound.song\n  - {ONE_MORE}\n")
    (folder / "gate.yaml").write_text(gate)
    found = [rulebook.shipped(), Rulebook(folder)]
    assert ONE_MORE in found[1].required_signals
    for book in found:
        versions.keep(book)
    monkeypatch.setattr(in_force, "book", lambda: found[0])
    return {book.version: book for book in found}


@pytest.fixture
def calibrated(campaign, make_person, settings) -> None:
    """An operator who tolerates something, and a calibration in force on fifty good cases."""
    settings.TOLERATED_WRONG = 0.1
    senior, maker = make_person(role="senior"), make_person()
    for _ in range(50):
        decide(screened(campaign, maker), senior)
    calibrating.calibrate(tolerated=0.1, by=senior)
    assert calibrating.in_force() is not None


@pytest.fixture
def often_golden(monkeypatch) -> None:
    desk = msgspec.structs.replace(in_force.desk(), golden_every=1)
    monkeypatch.setattr(in_force, "desk", lambda: desk)


def test_nothing_comes_on_the_stage_without_every_signal_and_a_whole_decision(
    make_person, make_video, family, readings, books, calibrated, often_golden, monkeypatch
):
    ways: Counter[str] = Counter()

    @given(dice=st.randoms(use_true_random=True))
    @settings(max_examples=30, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=SLOW)
    def walk(dice):
        with transaction.atomic(), time_machine.travel(clock.now(), tick=False) as now:
            world = gate_verbs.World(make_person, make_video, family, dice.choices(KINDS, k=2))
            monkeypatch.setattr(in_force, "book", lambda: list(books.values())[world.book])
            checked: set[UUID] = set()
            for _ in range(STEPS):
                now.shift(timedelta(minutes=dice.choice(MINUTES)))
                readings.flaws = flaws(dice)
                world.do(dice)
                for video in world.videos():
                    for decision in approvals(video).exclude(pk__in=checked):
                        decided_well(decision, readings.usable(video), books)
                        ways[way_of(decision)] += 1
                        checked.add(decision.pk)
                    stands_on_a_decision(video)
            transaction.set_rollback(True)

    walk()
    assert ways.total() > 10, ways


def approvals(video: Video) -> QuerySet[Decision]:
    """Decisions of this edition that let it on the stage, newest first."""
    found = Decision.objects.filter(case__video=video, case__edition=video.edition, outcome="approve")
    return found.select_related("case__video").order_by("-at", "-pk")


def decided_well(decision: Decision, heard: set[str], books: dict[str, Rulebook]) -> None:
    """Asked right after the decision was made, before anything else happens."""
    case = decision.case
    assert decision.rule in books[decision.rulebook].rules
    assert HASH.fullmatch(decision.evidence)
    assert decision.evidence == review.evidence_hash(case)
    verdict = Verdict.objects.get(video=case.video, edition=case.edition)
    assert "GATE-01" not in verdict.reasons
    # Who looks at it once more, after a report or an appeal, looks at what was judged then.
    book = verdict.rulebook if case.kind in ("report", "appeal") else decision.rulebook
    assert set(books[book].required_signals) <= heard, set(books[book].required_signals) - heard


def stands_on_a_decision(video: Video) -> None:
    """A published video's newest decision, which is about this edition, lets it on the stage; each time anew."""
    lines = AuditLine.objects.filter(kind="video.published", subject_id=video.pk).count()
    decided = Decision.objects.filter(case__video=video).order_by("-at", "-pk")
    assert lines <= decided.filter(outcome="approve").count()
    if video.state == State.PUBLISHED:
        newest = decided.first()
        assert newest is not None
        assert (newest.outcome, newest.case.edition) == ("approve", video.edition)
        assert newest == approvals(video).first()


def way_of(decision: Decision) -> str:
    if decision.by_id is None:
        return "alone"
    if decision.case.kind in ("report", "appeal"):
        return decision.case.kind
    return "a second edition" if decision.case.edition > 1 else "by a person"
