"""Where a screened video goes: to the guardian first where the band asks for it, then always to a person."""

from datetime import datetime, timedelta

from django.db import transaction

from panggung.core import clock
from panggung.core.errors import Refused
from panggung.people import access, families
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.safety import following, voices
from panggung.safety.models import Case, SignalRun, Verdict
from panggung.stage import states
from panggung.stage.models import Video
from panggung.stage.outcome import Outcome, Progress
from panggung.stage.states import State

SEVERITY = {"suitable": 0, "hold": 1, "block": 2}
CLOCK_HOURS = 24


def run(video: Video, progress: Progress) -> Outcome:
    """Hand a young maker's video to the guardian first; everything else goes to a person at once.

    A verdict that lacks a required signal (GATE-01) waits as stuck: nobody may wave it through, a person rings again.
    """
    lacking = _lacking(video)
    if lacking:
        reason = {"rule": "GATE-01", "code": "signal-failed", "step": "screen", "error": ", ".join(lacking)}
        return Outcome(State.STUCK, {"reasons": [reason | {"again": State.PROCESSED.value}]}, {"lacking": lacking})
    if needs_release(video):
        return Outcome(State.WITH_GUARDIAN, {}, {})
    return Outcome(State.IN_REVIEW, {}, {}, lambda: open_case(video))


def _lacking(video: Video) -> list[str]:
    """Required signals that gave nothing for this edition."""
    verdict = Verdict.objects.get(video=video, edition=video.edition)
    if "GATE-01" not in verdict.reasons:
        return []
    spoke = SignalRun.objects.filter(video=video, edition=video.edition, value__isnull=False)
    return sorted(set(in_force.book().required_signals) - set(spoke.values_list("name", flat=True))) or ["rulebook"]


def needs_release(video: Video) -> bool:
    """Whether a guardian has to let this video go on; one that a guardian sent themself needs no second yes.

    Nor does one that was let go on before: it has had a case then. Changing the words alone is no guardian's yes.
    """
    if video.owner.tier().guardian_release != "always" or Case.objects.filter(video=video).exists():
        return False
    return not families.guards(video.uploaded_by, video.owner_id)


@transaction.atomic
def release(video: Video, *, allowed: bool, by: Person) -> Video:
    """The guardian lets a child's video go on to the check, or not yet.

    Raises:
        NotAllowed: `by` doesn't guard the maker.
        Refused: `not-waiting`, when the video asks for no release now.
    """
    access.require(by, "video.release", video)
    if video.state != State.WITH_GUARDIAN:
        raise Refused("not-waiting", status=409)
    if allowed:
        states.move(video, State.IN_REVIEW, by=by)
        open_case(video)
    else:
        states.move(video, State.SENT_BACK, by=by, reasons=[{"rule": "CONSENT-01", "code": "not-released"}])
    return video


def open_case(video: Video) -> Case:
    """The case of this edition, made once, with clock and severity from the verdict.

    Open reports about the edition before go on with it; an open appeal is over (`voices.carry_on`).
    """
    verdict = Verdict.objects.get(video=video, edition=video.edition)
    kind = Case.Kind.COPY if "DUP-01" in verdict.reasons else Case.Kind.ENTRY
    severity, by = SEVERITY[verdict.action], due(verdict.reasons)
    heard = voices.carry_on(video)
    if heard is not None:
        heard.kind, heard.edition = kind, video.edition
        heard.severity, heard.due = max(heard.severity, severity), min(heard.due, by)
        heard.claimed_by = heard.claimed_until = None
        heard.save()
        following.on_open(heard, verdict.reasons)
        return heard
    case, _ = Case.objects.get_or_create(
        video=video,
        edition=video.edition,
        kind__in=[Case.Kind.ENTRY, Case.Kind.COPY],
        defaults={"kind": kind, "severity": severity, "due": by},
    )
    following.on_open(case, verdict.reasons)
    return case


def due(reasons: list[str]) -> datetime:
    """When a case that opens now has to be decided: by the shortest clock of the rules behind the verdict."""
    return clock.now() + timedelta(hours=in_force.book().hours(reasons, CLOCK_HOURS))
