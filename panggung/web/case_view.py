"""One case as the desk shows it: the video behind its veil, what was found, what people say, and what can be chosen."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from panggung.people.models import Person
from panggung.rules import in_force
from panggung.safety import copies
from panggung.safety.choice import APPROVED
from panggung.safety.models import Case, Decision, Proposal, Question, Report, SignalRun, Verdict
from panggung.web import case_rows, findings, links, reasons
from panggung.web.pages import stage

REPORTS = 5


def view(case: Case, person: Person) -> dict[str, Any] | None:
    """Everything that the page shows; None where the case has no verdict yet."""
    verdict = Verdict.objects.filter(video=case.video_id, edition=case.edition).first()
    if verdict is None:
        return None
    runs = list(SignalRun.objects.filter(video=case.video_id, edition=case.edition).order_by("name"))
    return {
        "case": case_rows.row(case, person),
        **_video(case, person),
        "rulebook": {"version": verdict.rulebook, "url": reverse("rules_version", args=[verdict.rulebook])},
        "findings": findings.findings(verdict, runs),
        "failed": findings.failed(runs),
        "quiet": findings.quiet(verdict, runs),
        "lines": findings.transcript(runs),
        "said": _said(case),
        "copies": copies.exact_copies(case, person).count(),
        "similar": [_past(decision) for decision in copies.similar(case)],
        **_choices(verdict),
    }


def _video(case: Case, person: Person) -> dict[str, Any]:
    video = case.video
    base = links.media(video, person, role="case")
    return {
        "video": {"title": video.title, "caption": video.caption, "alias": video.owner.alias, "seconds": video.seconds},
        "campaign": video.campaign,
        "master": f"{base}/master.m3u8",
        "fallback": f"{base}/{stage.smallest(video)}.mp4",
        "strip": f"{base}/strip.jpg",
        "poster": f"{base}/poster.webp",
    }


def _said(case: Case) -> dict[str, Any]:
    """What people say about the case: reports, an appeal and its decision, questions, a note from below."""
    reports = Report.objects.filter(case=case).order_by("at")
    appeal = getattr(case, "appeal", None)
    return {
        "reports": [
            {"rule": report.rule, "title": reasons.title(report.rule), "words": report.words, "at": report.at}
            for report in reports[:REPORTS]
        ],
        "reports_count": reports.count(),
        "appeal": appeal and {"words": appeal.words, "decision": _past(appeal.decision)},
        "questions": [_asked(question) for question in Question.objects.filter(case=case).order_by("at")],
        "escalation": case.escalation,
    }


def _asked(question: Question) -> dict[str, Any]:
    text = question.text or reasons.reply(question.reply)
    return {"text": text, "answer": question.answer, "at": question.answered_at}


def _past(decision: Decision) -> dict[str, Any]:
    return {
        "outcome": decision.outcome,
        "rule": decision.rule,
        "title": reasons.title(decision.rule),
        "url": reasons.url(decision.rule, version=decision.rulebook),
        "note": decision.note or reasons.reply(decision.reply),
        "at": decision.at,
    }


def proposed(proposal: Proposal) -> dict[str, Any]:
    """What somebody else proposed, for the second person; not who it was, so that only the video counts."""
    return {
        "outcome": proposal.outcome,
        "rule": proposal.rule,
        "title": reasons.title(proposal.rule),
        "note": proposal.note or reasons.reply(proposal.reply),
        "why": proposal.second_for,
        "agree_url": reverse("desk_agree", args=[proposal.pk]),
        "disagree_url": reverse("desk_disagree", args=[proposal.pk]),
    }


def _choices(verdict: Verdict) -> dict[str, Any]:
    desk, language = in_force.desk(), get_language() or "id"
    return {
        "rules": [
            {"id": rule.id, "title": reasons.title(rule.id), "child": reasons.child_text(rule.id)}
            for rule in in_force.book().by_hand()
        ],
        "bands": [{"from_age": t.from_age, "label": t.id.replace("-", "–")} for t in in_force.tiers().tiers],
        "topics": [{"id": t.id, "key": t.key, "title": t.title.of(language)} for t in desk.topics],
        "replies": [
            {"id": r.id, "uses": r.uses, "rules": " ".join(r.rules), "text": r.text.of(language)} for r in desk.replies
        ],
        "suggested": verdict.suitable_from if verdict.suitable_from is not None else 6,
        "first_rule": next((rule for rule in verdict.reasons if rule != APPROVED), ""),
    }
