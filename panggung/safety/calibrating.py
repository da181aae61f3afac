"""Which videos of grown-up makers need no person: measured on decided cases, and void once anything changed.

The promise and its bound: `rules.calibration`. A minor's video goes to a person whatever was measured.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from panggung.core import audit
from panggung.core.errors import Refused
from panggung.people import access
from panggung.people.models import Person
from panggung.rules import calibration as bounds
from panggung.rules import in_force as rulebook
from panggung.rules.verdict import Reading
from panggung.safety.models import Calibration, Case, Decision, SignalRun, Verdict
from panggung.signals.signal import Failed, Signal
from panggung.stage.models import Video

MOST_TOLERATED = 0.1
MOST_CASES = 20_000
AT_ONCE = 500
# One in so many goes to a person all the same: without them nobody would see the errors, nor could measure again.
CHECKED = 10
PERSON_FIRST = "GATE-02"  # says who the maker is, nothing about the video
TOLD = ("tolerated", "certainty", "threshold", "cases", "allowed", "wrong", "bound", "rulebook", "signals")

Edition = tuple[UUID, int]


@dataclass(frozen=True)
class _Scale:
    """What the rulebook in force makes of readings: from where on a rule speaks, and what has to be heard."""

    limits: dict[str, float]
    needed: frozenset[str]

    @classmethod
    def now(cls) -> "_Scale":
        limits = bounds.limits(rulebook.book().rules.values())
        return cls(limits, frozenset({*limits, *rulebook.book().required_signals}))

    def risk(self, readings: Iterable[Reading]) -> float:
        return bounds.risk(readings, self.limits, self.needed)

    def hash(self, readings: Iterable[Reading]) -> str:
        """Over the names and versions of what has to be heard: of other versions the figures say nothing."""
        told = sorted(f"{one.name} {one.version}" for one in readings if one.name in self.needed)
        return hashlib.sha256("\n".join(told).encode()).hexdigest()


def most_tolerated() -> float:
    """The highest rate to measure with: the operator's PANGGUNG_TOLERATED_WRONG; without one nothing goes alone
    anyway, and any rate shows what would.
    """
    return settings.TOLERATED_WRONG or MOST_TOLERATED


def measure(*, tolerated: float) -> Calibration:
    """What the decided cases would allow now, as a row that isn't kept.

    Every decided case counts, a minor's too: how well the readings tell good from bad doesn't depend on who sent it.
    Wrong is what a person refused, or gave to older viewers than the verdict would have.

    Raises:
        Refused: `tolerated-range`: not above 0, or above what `most_tolerated` says.
    """
    if not 0 < tolerated <= most_tolerated():
        raise Refused("tolerated-range", most=most_tolerated())
    signals = signals_now()
    decided = list(_decided().items())
    known = [
        case
        for first in range(0, len(decided), AT_ONCE)
        for case in _scored(dict(decided[first : first + AT_ONCE]), signals)
    ]
    figures = bounds.threshold([score for score, _ in known], [is_wrong for _, is_wrong in known], tolerated=tolerated)
    return Calibration(
        **msgspec.to_builtins(figures),
        left_out=len(decided) - len(known),
        rulebook=rulebook.book().version,
        signals=signals,
    )


@transaction.atomic
def calibrate(*, tolerated: float, by: Person) -> Calibration:
    """Measure, and let it count from now on.

    Raises:
        NotAllowed: no senior moderator.
        Refused: as `measure`.
    """
    access.require(by, "calibration.set")
    made = measure(tolerated=tolerated)
    made.by = by
    made.save()
    told = {name: getattr(made, name) for name in TOLD}
    audit.write("calibration.set", subject=made, by=by, **told)
    return made


def history(person: Person) -> QuerySet[Calibration]:
    """Every calibration, newest first.

    Raises:
        NotAllowed: neither operator nor senior moderator.
    """
    access.require(person, "calibration.see")
    return Calibration.objects.select_related("by")


def in_force() -> Calibration | None:
    """The newest calibration where it lets anything go alone now, else None."""
    newest = Calibration.objects.first()
    return newest if newest is not None and not obstacle(newest) else None


def obstacle(calibration: Calibration) -> str:
    """Why a calibration lets nothing go alone now; empty where it does.

    `switched-off`: the operator (PANGGUNG_TOLERATED_WRONG) tolerates nothing, or less than it does. `no-threshold`:
    too few cases, or too many wrong. `rulebook-changed`, `signals-changed`: it says nothing about those of today.
    """
    most = settings.TOLERATED_WRONG
    if most is None or calibration.tolerated > most:
        return "switched-off"
    if calibration.threshold is None:
        return "no-threshold"
    if calibration.rulebook != rulebook.book().version:
        return "rulebook-changed"
    return "" if calibration.signals == signals_now() else "signals-changed"


def may_go_alone(video: Video, verdict: Verdict) -> bool:
    """Whether this verdict may publish without a person: an established adult's video about which no rule says a
    word and whose risk isn't above the threshold in force; one in CHECKED goes to a person all the same.
    """
    from panggung.safety import screening  # loads the models: only the worker comes here

    context = screening.context_of(video)
    if video.owner.is_minor or context.maker_is_minor or context.newcomer:
        return False
    standing = in_force()
    if standing is None or standing.threshold is None or verdict.rulebook != standing.rulebook:
        return False
    if verdict.action != "suitable" or verdict.reasons or verdict.edition != video.edition:
        return False
    readings = _readings([(video.pk, video.edition)]).get((video.pk, video.edition), [])
    scale = _Scale.now()
    if scale.hash(readings) != standing.signals or scale.risk(readings) > standing.threshold:
        return False
    return not is_checked(video)


def is_checked(video: Video) -> bool:
    """Whether this edition is one of those that go to a person all the same, drawn by a hash of its id."""
    return int(salted_hmac("checked", f"{video.pk}:{video.edition}").hexdigest(), 16) % CHECKED == 0


def signals_now() -> str:
    """Hash over the versions of the signals as they last spoke here; empty before the first screening.

    Asked of the rows, since `signals.table` would load every model into the web process.
    """
    newest = SignalRun.objects.order_by("-pk").values_list("video_id", "edition").first()
    return _Scale.now().hash(_readings([newest])[newest]) if newest else ""


def _decided() -> dict[Edition, tuple[str, int | None]]:
    """Outcome and band of every edition that came to the desk by itself and was decided there by a person.

    A person's last word counts: after an appeal or a report that of whoever looked again. Golden cases are no news,
    what went alone was seen by nobody, and what only a report brought here is no fair sample.
    """
    own = {Case.Kind.ENTRY, Case.Kind.COPY}
    rows = Decision.objects.filter(by__isnull=False).exclude(case__kind=Case.Kind.GOLDEN).order_by("-at")
    told = rows.values_list("case__video_id", "case__edition", "case__kind", "outcome", "suitable_from")[:MOST_CASES]
    last: dict[Edition, tuple[str, int | None]] = {}
    for video, edition, kind, outcome, band in reversed(list(told)):
        if kind in own or (video, edition) in last:
            last[video, edition] = (outcome, band)
    return last


def _scored(decided: dict[Edition, tuple[str, int | None]], signals: str) -> Iterator[tuple[float, bool]]:
    """Risk, and whether a person refused, for the cases that the rulebook and signals of today judged."""
    book, scale = rulebook.book(), _Scale.now()
    youngest = rulebook.tiers().of(book.gate.youngest_band).from_age
    readings = _readings(decided)
    verdicts = Verdict.objects.filter(video__in={video for video, _ in decided}, rulebook=book.version)
    for verdict in verdicts:
        edition = (verdict.video_id, verdict.edition)
        if edition not in decided or scale.hash(readings.get(edition, [])) != signals:
            continue
        outcome, band = decided[edition]
        spoken = set(verdict.reasons) - {PERSON_FIRST}
        refused = outcome != Decision.Outcome.APPROVE or band is None or band > youngest
        yield (1.0 if spoken else scale.risk(readings[edition])), refused


def _readings(editions: Iterable[Edition]) -> dict[Edition, list[Signal | Failed]]:
    """What the signals said about each edition, without the evidence."""
    wanted = set(editions)
    runs = SignalRun.objects.filter(video__in={video for video, _ in wanted})
    found: dict[Edition, list[Signal | Failed]] = {}
    for video, edition, name, version, value, confidence in runs.values_list(
        "video_id", "edition", "name", "version", "value", "confidence"
    ):
        if (video, edition) in wanted:
            said: Signal | Failed = (
                Failed(name=name, version=version, error="failed")
                if value is None or confidence is None
                else Signal(name=name, version=version, value=value, confidence=confidence)
            )
            found.setdefault((video, edition), []).append(said)
    return found
