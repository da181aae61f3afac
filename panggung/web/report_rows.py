"""What pages show of reports: the categories to choose from, and what came of a report, in plain words."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from panggung.core import clock
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.rules.rule import Rule
from panggung.safety.models import Report
from panggung.stage.models import Video
from panggung.web import reasons
from panggung.web.words_voices import CARE, CATEGORY, FIRST, REPORT, STEPS


def categories() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Every rule that a person may decide by: those that reporters choose most, then the others."""
    places = {rule_id: place for place, rule_id in enumerate(CATEGORY)}
    rules = sorted(in_force.book().by_hand(), key=lambda rule: places.get(rule.id, len(places)))
    told = [_category(rule) for rule in rules]
    return told[:FIRST], told[FIRST:]


def _category(rule: Rule) -> dict[str, Any]:
    return {"id": rule.id, "words": category(rule.id), "care": cares(rule.id)}


def category(rule_id: str) -> str:
    """The rule as somebody who reports would say it; its title for one of an operator's own."""
    return str(CATEGORY.get(rule_id) or reasons.title(rule_id))


def cares(rule_id: str) -> bool:
    """Whether who reports this should read at once where help is."""
    rule = in_force.book().rules.get(rule_id)
    return rule_id in CARE or (rule is not None and "care_contact" in rule.then)


def rows(found: Iterable[Report], viewer: Person | None) -> list[dict[str, Any]]:
    """Reports with their state; a video's title and link only where `viewer` may see it."""
    listed = list(found)
    seen = Video.objects.visible_to(viewer).filter(pk__in=[one.video_id for one in listed])
    titles = dict(seen.values_list("pk", "title"))
    return [_row(one, titles, viewer) for one in listed]


def _row(report: Report, titles: dict[Any, str], viewer: Person | None) -> dict[str, Any]:
    state, case, decision = state_of(report), report.case, report.decision
    step = {"received": 2, "looking": 2}.get(state, 4)
    acted = decision is not None and report.outcome == Report.Outcome.ACTED
    child = viewer is not None and viewer.is_minor
    due = case.due if case is not None and not report.outcome else None
    return {
        "title": titles.get(report.video_id),
        "url": reverse("video", args=[report.video_id]) if report.video_id in titles else "",
        "category": category(report.rule),
        "care": cares(report.rule),
        "alias": report.by.alias if report.by and report.by != viewer else "",
        "at": report.at,
        "state": state,
        "words": REPORT[state],
        "due": due,
        "late": due is not None and due < clock.now(),
        "steps": [
            (label, "done" if at < step else "now" if at == step else "todo") for at, label in enumerate(STEPS, 1)
        ],
        "rule": decision.rule if acted and decision else "",
        "rule_title": reasons.title(decision.rule) if acted and decision else "",
        "rule_url": reasons.url(decision.rule, child=child, version=decision.rulebook) if acted and decision else "",
    }


def state_of(report: Report) -> str:
    """A key of `words_voices.REPORT`."""
    if report.outcome == Report.Outcome.ACTED:
        return report.decision.outcome if report.decision else "remove"
    if report.outcome:
        return report.outcome
    case = report.case
    held = case is not None and case.claimed_until is not None and case.claimed_until > clock.now()
    return "looking" if held else "received"
