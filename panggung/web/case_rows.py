"""What the desk shows of a case: its clock, its strongest finding, and every signal in plain words."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from panggung.core import clock
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.safety.models import Case, SignalRun, Verdict
from panggung.web import links, reasons


def row(case: Case, person: Person) -> dict[str, Any]:
    """One line of the queue."""
    video = case.video
    tag = {0: _("baru"), 1: _("lihat"), 2: _("berat")}[case.severity]
    left = case.due - clock.now()
    return {
        "id": case.pk,
        "url": reverse("desk_case", args=[case.pk]),
        "decide_url": reverse("desk_decide", args=[case.pk]),
        "title": video.title or _("Tanpa judul"),
        "alias": video.owner.alias,
        "age_band": video.owner.tier().id.replace("-", "–"),
        "due": case.due,
        "due_words": time_left(left),
        "late": left < timedelta(0),
        "tag": tag,
        "tag_kind": "warn" if case.severity else "",
        "severity": case.severity,
        "claimed": case.is_on_case(person),
        "poster": f"{links.media(video, person, role='case')}/poster.webp" if case.is_on_case(person) else None,
        "puppet_seed": video.pk.int % 97,
    }


def time_left(left: timedelta) -> str:
    """For example "3 j 12 m lagi"; a clock that has run out says so."""
    minutes = int(left.total_seconds() // 60)
    if minutes < 0:
        return _("lewat %(hours)s j %(minutes)s m") % {"hours": -minutes // 60, "minutes": -minutes % 60}
    if minutes < 60:
        return _("%(minutes)s m lagi") % {"minutes": minutes}
    return _("%(hours)s j %(minutes)s m lagi") % {"hours": minutes // 60, "minutes": minutes % 60}


def findings(verdict: Verdict, runs: list[SignalRun]) -> list[dict[str, Any]]:
    """First the rules that speak, each with what it stands on; then the signals that found nothing."""
    by_name = {run.name: run for run in runs}
    told = [_reason(rule, by_name, verdict.rulebook) for rule in verdict.reasons]
    spoken = {run.name for run in runs if _speaks(run, verdict)}
    quiet = [run for run in runs if run.name not in spoken]
    return told + [
        {
            "rule": run.name,
            "kind": "warn" if run.error else "ok",
            "title": _("Pemeriksaan gagal") if run.error else _("Tidak ada temuan"),
            "detail": run.error or run.version,
            "confidence": run.confidence,
            "at": None,
        }
        for run in quiet
    ]


def _speaks(run: SignalRun, verdict: Verdict) -> bool:
    return any(run.name in signals_behind(rule) for rule in verdict.reasons) and bool(run.evidence)


def signals_behind(rule_id: str) -> set[str]:
    """The signals that a rule's condition reads."""
    return in_force.book().signals_of(rule_id)


def _reason(rule_id: str, by_name: dict[str, SignalRun], version: str) -> dict[str, Any]:
    runs = [by_name[name] for name in sorted(signals_behind(rule_id)) if name in by_name]
    quotes = [item for run in runs for item in run.evidence]
    words = ", ".join(f"“{item['text']}”" for item in quotes[:3] if item.get("text"))
    times = [item["at_s"] for item in quotes if item.get("at_s") is not None]
    return {
        "rule": rule_id,
        "url": reasons.url(rule_id, version=version),
        "kind": "warn",
        "title": reasons.title(rule_id),
        "detail": words or reasons.child_text(rule_id),
        "confidence": max((run.confidence or 0.0 for run in runs), default=None),
        "at": min(times) if times else None,
    }
