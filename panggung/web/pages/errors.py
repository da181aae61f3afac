"""Pages for what went wrong: what happened, what to do, never a stack trace."""

import sys

from django.http import HttpRequest, HttpResponse

from panggung.core import disk
from panggung.core.errors import Refused
from panggung.web.problems import page_or_problem


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page_or_problem(Refused("bad-request"), request)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page_or_problem(Refused("not-allowed", status=403), request)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or came from elsewhere."""
    return page_or_problem(Refused("form-expired", status=403), request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page_or_problem(Refused("not-found", status=404), request)


def broken(request: HttpRequest) -> HttpResponse:
    error = sys.exc_info()[1]
    full = isinstance(error, Exception) and disk.is_full(error)
    no = Refused(disk.CODE, status=disk.STATUS) if full else Refused("our-mistake", status=500)
    return page_or_problem(no, request)
