"""The JSON API: typed, described at /api/docs and /api/openapi.json; every "no" is a problem document (RFC 9457)."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from panggung.core.errors import Refused
from panggung.web.api import events, videos
from panggung.web.problems import problem

api = NinjaAPI(title="Panggung", version="1", urls_namespace="api", description=__doc__ or "")
api.add_router("", videos.router)
api.add_router("", events.router)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problem(error, request)


@api.exception_handler(AuthenticationError)
def _signed_out(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem(Refused("signed-out", status=401), request)


@api.exception_handler(ValidationError)
def _malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(Refused("bad-request", status=422), request)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(Refused("not-found", status=404), request)
