"""The review desk: a person claims a case, looks, and decides under a rule. Nothing is published any other way."""

import hashlib
import json
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from panggung.core import audit, clock
from panggung.core.errors import Conflict, Refused
from panggung.people import access, families
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.safety.models import Case, Decision, SignalRun, Verdict
from panggung.stage import publishing, states
from panggung.stage.models import Video
from panggung.stage.states import State

CLAIM_MINUTES = 10
MOST_NOTE = 300
APPROVED = "GATE-02"  # the rule that an approval fulfils: a person has looked
Outcome = Decision.Outcome


def queue(person: Person) -> QuerySet[Case]:
    """Open cases that `person` may decide, worst and most urgent first; none of their own family's.

    Raises:
        NotAllowed: no moderator.
    """
    access.require(person, "case.list")
    family = [person.pk, *families.relatives_of(person)]
    cases = Case.objects.filter(closed_at=None, video__state=State.IN_REVIEW)
    cases = cases.exclude(video__owner__in=family).exclude(video__uploaded_by__in=family)
    return cases.select_related("video", "video__owner", "video__campaign").order_by("-severity", "due", "pk")


@transaction.atomic
def claim(case: Case, person: Person) -> Case:
    """Take the case for ten minutes (again, when it is already theirs), so that no two people sit on one.

    Raises:
        NotAllowed: no moderator, or of the maker's family.
        Conflict: somebody else holds it (`claimed`), or it is decided or withdrawn meanwhile (`decided`).
    """
    access.require(person, "case.decide", case)
    free = Q(claimed_by=None) | Q(claimed_by=person) | Q(claimed_until__lt=clock.now())
    until = clock.now() + timedelta(minutes=CLAIM_MINUTES)
    open_case = Case.objects.filter(pk=case.pk, closed_at=None, video__state=State.IN_REVIEW)
    was_mine = case.is_on_case(person)
    if not open_case.filter(free).update(claimed_by=person, claimed_until=until):
        raise Conflict("claimed" if open_case.exists() else "decided")
    if not was_mine:
        audit.write("case.claimed", subject=case, by=person)
    case.refresh_from_db()
    return case


@transaction.atomic
def decide(
    case: Case, person: Person, outcome: str, *, rule: str = APPROVED, note: str = "", suitable_from: int | None = None
) -> Decision:
    """Decide a claimed case once: approve for a band, send back with what to change, or remove.

    The decision keeps the rule, the rulebook's version and a SHA-256 over all signals it stood on.

    Raises:
        NotAllowed: no moderator, or of the maker's family.
        Conflict: not claimed by `person`, decided already, or the video has moved on meanwhile.
        Refused: `rule-unknown`, `rule-missing`, `band-unknown`, `outcome-unknown`, `verdict-missing`,
            `signals-incomplete` (GATE-01: a required signal gave nothing), `note-too-long`,
            `bad-request` (a note that no database takes).
    """
    access.require(person, "case.decide", case)
    case = Case.objects.select_for_update().select_related("video").get(pk=case.pk)
    if case.closed_at is not None:
        raise Conflict("decided")
    if not case.is_on_case(person):
        raise Conflict("not-claimed")
    _check(outcome, rule, note, suitable_from)
    verdict = Verdict.objects.filter(video=case.video, edition=case.edition).first()
    if verdict is None or case.video.edition != case.edition:
        raise Refused("verdict-missing", status=409)
    if outcome == Outcome.APPROVE and "GATE-01" in verdict.reasons:
        raise Refused("signals-incomplete", status=409)
    decision = Decision.objects.create(
        case=case,
        outcome=outcome,
        rule=rule,
        note=note,
        suitable_from=suitable_from if outcome == Outcome.APPROVE else None,
        by=person,
        rulebook=in_force.book().version,
        evidence=evidence_hash(case),
    )
    Case.objects.filter(pk=case.pk).update(closed_at=clock.now(), claimed_until=None)
    _carry_out(case.video, decision, person)
    audit.write(f"case.{outcome}", subject=case, by=person, rule=rule, evidence=decision.evidence)
    return decision


def _check(outcome: str, rule: str, note: str, suitable_from: int | None) -> None:
    if outcome not in Outcome.values:
        raise Refused("outcome-unknown")
    if "\x00" in note:
        raise Refused("bad-request")
    if len(note) > MOST_NOTE:
        raise Refused("note-too-long")
    if outcome == Outcome.APPROVE:
        if suitable_from not in {tier.from_age for tier in in_force.tiers().tiers}:
            raise Refused("band-unknown")
    elif not rule or rule == APPROVED:
        raise Refused("rule-missing")
    if rule not in in_force.book().rules:
        raise Refused("rule-unknown", rule=rule)


def _carry_out(video: Video, decision: Decision, person: Person) -> None:
    if decision.outcome == Outcome.APPROVE and decision.suitable_from is not None:
        publishing.publish(video, suitable_from=decision.suitable_from, by=person)
        return
    to = State.SENT_BACK if decision.outcome == Outcome.SEND_BACK else State.REMOVED
    reasons = [{"rule": decision.rule, "code": "by-person", "rulebook": decision.rulebook}]
    states.move(video, to, by=person, reasons=reasons, note=decision.note)


def evidence_hash(case: Case) -> str:
    """SHA-256 over every signal of the case's edition and the file, so that a decision says what it stood on."""
    runs = SignalRun.objects.filter(video=case.video, edition=case.edition).order_by("name")
    told: list[Any] = [[r.name, r.version, r.value, r.confidence, r.evidence, r.error] for r in runs]
    text = json.dumps([case.video.sha256, case.edition, told], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def case_to_watch(person: Person, video: Video) -> Case | None:
    """The open case through which `person` may look at an unpublished video now, or None."""
    case = Case.objects.filter(video=video, closed_at=None).select_related("video").first()
    return case if case is not None and access.may(person, "video.see_unpublished", case) else None
