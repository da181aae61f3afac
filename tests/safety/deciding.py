"""Videos that the signals have read, and cases that a person has decided, as rows."""

from panggung.campaigns.models import Campaign
from panggung.core import clock
from panggung.people.models import Person
from panggung.rules import rulebook
from panggung.safety.models import Case, Decision, SignalRun, Verdict
from panggung.stage.models import Video
from panggung.stage.states import State

BOOK = rulebook.shipped()


def screened(
    campaign: Campaign,
    owner: Person,
    *,
    value: float | None = 0.0,
    version: str = "1",
    reasons: tuple[str, ...] = (),
    edition: int = 1,
) -> Video:
    """A video whose first edition every required signal has read, with its verdict; `edition` is its newest."""
    video = Video.objects.create(
        owner=owner, uploaded_by=owner, campaign=campaign, state=State.IN_REVIEW, seconds=10, edition=edition
    )
    SignalRun.objects.bulk_create(
        SignalRun(video=video, edition=1, name=name, version=version, value=value, confidence=0.9)
        for name in BOOK.required_signals
    )
    action, band = ("hold", None) if reasons else ("suitable", 3)
    told = {"action": action, "suitable_from": band, "reasons": list(reasons), "rulebook": BOOK.version}
    Verdict.objects.create(video=video, edition=1, **told)
    return video


def decide(
    video: Video, by: Person | None, outcome: str = "approve", *, band: int = 3, kind: str = "entry"
) -> Decision:
    """A closed case of the video's first edition and what was decided; `by` None: it went alone."""
    case = Case.objects.create(
        video=video, edition=1, kind=kind, due=clock.now(), closed_at=clock.now(),
        for_person=by if kind == "golden" else None,
    )  # fmt: skip
    return Decision.objects.create(
        case=case, outcome=outcome, rule="GATE-02", suitable_from=band if outcome == "approve" else None, by=by,
        rulebook=BOOK.version, evidence="0" * 64,
    )  # fmt: skip
