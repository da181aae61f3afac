"""For machines that watch this one: alive, ready, figures; and the language switch."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django_prometheus.exports import ExportToDjangoView

from panggung.core.errors import NotAllowed
from panggung.people import access
from panggung.web.requests import Request


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers and the media store can be asked; 503 with the part that doesn't."""
    parts = {"database": _database(), "media": _media()}
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False


def _media() -> bool:
    try:
        default_storage.exists("ready")
        return True
    except OSError:
        return False


def metrics(request: Request) -> HttpResponse:
    """Prometheus figures, for operators and for who has the token (PANGGUNG_METRICS_TOKEN)."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not (token and constant_time_compare(given, token)) and not access.may(request.person, "system.see"):
        raise NotAllowed("system.see")
    exported: HttpResponse = ExportToDjangoView(request)
    return exported


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and go back to the page."""
    chosen = request.POST.get("language", "")
    goal = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(goal, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(goal if safe else "/")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=31_536_000,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response
