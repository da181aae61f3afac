"""A room's "no" as an answer: a problem document for programs (RFC 9457), a page for people."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from panggung.core.errors import Refused
from panggung.web.words import UNKNOWN, WORDS

API = "/api/"
# A number of tus 1.0.0 that no RFC knows.
REASONS = {460: "Checksum Mismatch"}


class _Facts(dict[str, Any]):
    """For `%(name)s`; a fact that is missing shows as nothing rather than breaking the answer."""

    def __missing__(self, key: str) -> str:
        return ""


def words(refused: Refused) -> tuple[str, str]:
    """What happened and what to do now, in the reader's language."""
    title, advice = WORDS.get(refused.code, UNKNOWN)
    facts = _Facts(refused.facts)
    return str(title) % facts, str(advice) % facts


def problem(refused: Refused, request: HttpRequest) -> HttpResponse:
    """`application/problem+json` with `code` beside the members of RFC 9457, Section 3.1."""
    title, detail = words(refused)
    document = {
        "type": f"/api/docs#{refused.code}",
        "title": title,
        "status": refused.status,
        "code": refused.code,
        "detail": detail,
    }
    response = JsonResponse(document, status=refused.status, content_type="application/problem+json")
    if refused.status in REASONS:
        response.reason_phrase = REASONS[refused.status]
    return response


def page_or_problem(refused: Refused, request: HttpRequest) -> HttpResponse:
    """Programs get the document, people the page `refused.html` with `title`, `advice`, `code`, `status`."""
    if request.path.startswith(API):
        return problem(refused, request)
    title, advice = words(refused)
    told = {"title": title, "advice": advice, "code": refused.code, "status": refused.status}
    return render(request, "refused.html", told, status=refused.status)
