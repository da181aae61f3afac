"""Reports: who may watch a video may say which rule it breaks, with or without an account. A person looks.

All open reports of a video hang on one case. How many there are decides nothing (REP-01): they bring the case to the
desk, and weigh a little in its order (`reporters`). After a person found that the video stays, the same words from
strangers are answered by that decision for a day; another category, or a reporter who was right before, is looked at.
Nothing is kept about who has no account.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from panggung.core import audit, clock
from panggung.core.errors import Conflict, Refused
from panggung.people import access, families
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.safety import reporters, voices, written
from panggung.safety.choice import SEVERE
from panggung.safety.models import Case, Decision, Report
from panggung.stage.models import Video
from panggung.stage.states import GONE, State

MOST = 300
QUIET = timedelta(hours=24)
LOOKS = 3  # cases a day that strangers' reports of one edition open, urgent categories aside
STRANGERS = 20  # rows kept of who has no account, a video; more are counted with those
URGENT_HOURS = 4
_SALT = "panggung.report"


@transaction.atomic
def report(
    video: Video, *, by: Person | None, rule: str, words: str = "", tell_guardian: bool = False
) -> tuple[Report, str]:
    """Say that a published video breaks `rule`; returns the report and the secret of the link to its outcome.

    A person's second report while the first is open changes that one; the link given first stays, the secret is "".

    Raises:
        NotAllowed: `by` may not watch the video.
        Refused: `category-unknown`, `report-too-long`, `bad-request`, `not-published`, or `own-video` for who may take
            it back themselves.
    """
    access.require(by, "video.report", video)
    words = _checked(rule, words)
    if video.state != State.PUBLISHED:
        raise Refused("not-published", status=409)
    if access.may(by, "video.withdraw", video):
        raise Refused("own-video", status=409)
    told = {"rule": rule, "words": words, "tell_guardian": tell_guardian and by is not None and by.is_minor}
    case = _open_case(video)
    if case is None and (decision := _stays(video, rule, by)) is not None:
        return _answered(decision, by, told)
    case = _joined(video, rule, case, stranger=by is None)
    mine = Report.objects.filter(video=video, by=by, answered_at=None).first() if by else None
    if mine is not None:
        return _changed(mine, case, told), ""
    if by is None and _enough(case, rule):
        return _counted_with(case, rule), _link(case, rule)
    made, secret = _kept(case, by, told)
    Case.objects.filter(pk=case.pk).update(reported=reporters.weight(case))
    audit.write("report.made", subject=made, rule=rule)  # not by whom: the exported log must not lead to reporters
    return made, secret


def find(secret: str) -> Report | None:
    """The report behind a link; one that was counted with others is told of as their case stands."""
    if ":" not in secret:
        found = Report.objects.filter(code=_digest(secret))
        return found.select_related("video", "case", "decision").first()
    try:
        case_id, rule = signing.loads(secret, salt=_SALT)
    except signing.BadSignature:
        return None
    case = Case.objects.select_related("video", "decision").filter(pk=UUID(case_id)).first()
    return _counted_with(case, rule) if case else None


def own(person: Person) -> QuerySet[Report]:
    """What a person reported, newest first. Raises NotAllowed."""
    access.require(person, "report.list_own")
    return Report.objects.filter(by=person).select_related("video", "case", "decision").order_by("-at")


def of_children(guardian: Person) -> QuerySet[Report]:
    """What children whom `guardian` guards now reported and wished them to know, newest first."""
    told = Report.objects.filter(tell_guardian=True, by__in=families.children_of(guardian))
    return told.select_related("video", "case", "decision", "by").order_by("-at")


def _checked(rule: str, words: str) -> str:
    if rule not in {one.id for one in in_force.book().by_hand()}:
        raise Refused("category-unknown")
    return written.trimmed(words, most=MOST, too_long="report-too-long")


def _open_case(video: Video) -> Case | None:
    """The case that the video's reports hang on; locked, so that a decision comes before a report or answers it."""
    waiting = Case.objects.select_for_update(of=("self",)).filter(video=video, closed_at=None)
    return waiting.exclude(kind=Case.Kind.GOLDEN).first()


def _stays(video: Video, rule: str, by: Person | None) -> Decision | None:
    """The decision of the last day that already answers this report, or None where somebody has to look."""
    stays = Decision.objects.filter(
        case__video=video,
        case__edition=video.edition,
        case__kind=Case.Kind.REPORT,
        outcome=Decision.Outcome.APPROVE,
        at__gte=clock.now() - QUIET,
    ).order_by("-at")
    newest = stays.first()
    if newest is None:
        return None
    same = stays.filter(reports__rule=rule).first()
    if by is not None and same is not None and Report.objects.filter(by=by, rule=rule, decision=same).exists():
        return same
    if by is not None and reporters.record(by).proven:
        return None
    looked_enough = stays.count() >= LOOKS and voices.due_hours(rule) > URGENT_HOURS
    return newest if same is None and looked_enough else same


def _answered(decision: Decision, by: Person | None, told: dict[str, Any]) -> tuple[Report, str]:
    """A report that a decision answers at once; of a person one row a category, of a stranger none."""
    case, rule = decision.case, told["rule"]
    if by is None:
        return _counted_with(case, rule), _link(case, rule)
    had = Report.objects.filter(by=by, rule=rule, decision=decision).first()
    if had is not None:
        return had, ""
    stays = {"outcome": Report.Outcome.STAYS, "decision": decision, "answered_at": clock.now()}
    made, secret = _kept(case, by, told | stays)
    audit.write("report.made", subject=made, rule=rule, answered=True)
    return made, secret


def _joined(video: Video, rule: str, case: Case | None, *, stranger: bool) -> Case:
    """The open case, opened where there is none, made as severe and urgent as `rule` asks; a claim on it stays.

    A stranger's word alone makes it no severe one: anybody could put what they like before everything else.
    """
    severity = 2 if in_force.book().rules[rule].action in SEVERE and not stranger else 1
    due = clock.now() + timedelta(hours=voices.due_hours(rule))
    if case is None:
        columns = {"edition": video.edition, "kind": Case.Kind.REPORT, "severity": severity, "due": due}
        try:
            with transaction.atomic():
                case = Case.objects.create(video=video, **columns)
        except IntegrityError:  # another report opened it just now
            case = _open_case(video)
    if case is None or not Video.objects.filter(pk=video.pk, state=State.PUBLISHED).exists():
        raise Conflict("moved-on")
    Case.objects.filter(pk=case.pk).update(severity=max(case.severity, severity), due=min(case.due, due))
    return case


def _changed(mine: Report, case: Case, told: dict[str, Any]) -> Report:
    if mine.case_id == case.pk and all(getattr(mine, name) == value for name, value in told.items()):
        return mine
    mine.case = case
    for name, value in told.items():
        setattr(mine, name, value)
    mine.save(update_fields=["case", *told])
    audit.write("report.changed", subject=mine, rule=mine.rule)
    return mine


def _enough(case: Case, rule: str) -> bool:
    """Whether strangers have said this, and enough else, about the video already."""
    strangers = Report.objects.filter(case=case, by=None, answered_at=None)
    return strangers.count() >= STRANGERS and strangers.filter(rule=rule).exists()


def _counted_with(case: Case, rule: str) -> Report:
    """A report that has no row of its own: it stands as its case does."""
    decision = getattr(case, "decision", None)
    gone = case.video.state in GONE or (case.closed_at is not None and decision is None)
    outcome = voices.outcome_of(decision) if decision else Report.Outcome.GONE if gone else Report.Outcome.OPEN
    return Report(
        video=case.video, edition=case.edition, rule=rule, case=case, at=case.opened_at, outcome=outcome,
        decision=decision, answered_at=decision.at if decision else case.closed_at,
    )  # fmt: skip


def _link(case: Case, rule: str) -> str:
    """The secret for a report without a row."""
    return signing.dumps([str(case.pk), rule], salt=_SALT, compress=True)


def _kept(case: Case, by: Person | None, told: dict[str, Any]) -> tuple[Report, str]:
    secret = secrets.token_urlsafe(24)
    made = Report.objects.create(video=case.video, edition=case.edition, by=by, case=case, code=_digest(secret), **told)
    return made, secret


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
