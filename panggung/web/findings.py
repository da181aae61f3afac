"""What the machines found in a case: the rules that speak with what they stand on, the text seen, and the calm rest."""

from typing import Any

from django.utils.translation import gettext as _

from panggung.rules import in_force
from panggung.safety.models import SignalRun, Verdict
from panggung.web import reasons, signal_words

QUOTES = 3
TIMES = 4
LINES = 20


def findings(verdict: Verdict, runs: list[SignalRun]) -> list[dict[str, Any]]:
    """The rules behind the verdict, each with quotes, times to jump to and how sure the signals are."""
    by_name = {run.name: run for run in runs}
    return [_reason(rule, by_name, verdict.rulebook) for rule in verdict.reasons]


def quiet(verdict: Verdict, runs: list[SignalRun]) -> list[dict[str, Any]]:
    """Signals that worked and are behind none of the rules that speak."""
    speaking = {name for rule in verdict.reasons for name in in_force.book().signals_of(rule)}
    return [_signal(run) for run in runs if not run.error and not (run.name in speaking and run.evidence)]


def failed(runs: list[SignalRun]) -> list[dict[str, Any]]:
    """Signals that gave nothing."""
    return [_signal(run) for run in runs if run.error]


def _signal(run: SignalRun) -> dict[str, Any]:
    name = signal_words.words(run.name)
    return {"name": name, "detail": f"{run.name} · {run.error or run.version}", "value": run.value}


def transcript(runs: list[SignalRun]) -> list[dict[str, Any]]:
    """Text that was read in the picture, masked, with its second."""
    items = [item for run in runs if run.name == "picture.text" for item in run.evidence]
    return [{"text": item["text"], "at": item.get("at_s")} for item in items if item.get("text")][:LINES]


def _reason(rule_id: str, by_name: dict[str, SignalRun], version: str) -> dict[str, Any]:
    names = sorted(in_force.book().signals_of(rule_id))
    runs = [by_name[name] for name in names if name in by_name]
    speaking = [run for run in runs if run.evidence]
    quotes = [item["text"] for run in speaking for item in run.evidence if item.get("text") and item["kind"] == "words"]
    times = sorted({item["at_s"] for run in speaking for item in run.evidence if item.get("at_s") is not None})
    return {
        "rule": rule_id,
        "gate": rule_id.startswith("GATE-"),
        "url": reasons.url(rule_id, version=version),
        "title": reasons.title(rule_id),
        "detail": ", ".join(f"“{quote}”" for quote in quotes[:QUOTES]) or reasons.child_text(rule_id),
        "signals": ", ".join(signal_words.words(run.name) for run in speaking),
        "failed": any(run.error for run in runs) and _("Pemeriksaan gagal"),
        "confidence": max((run.confidence or 0.0 for run in runs), default=None),
        "times": times[:TIMES],
    }
