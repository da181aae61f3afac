"""What every request gets: the person behind it, their language, a second factor for staff, and words for a "no"."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation

from panggung.core.errors import Refused
from panggung.people import profiles
from panggung.people.models import Person
from panggung.people.roles import roles_of
from panggung.rules import access as table
from panggung.web.problems import page_or_problem
from panggung.web.requests import Request

Next = Callable[[Request], HttpResponse]


def person(get_response: Next) -> Next:
    """`request.person`: the Person who is signed in, the child whose profile is open on this device, or None."""

    def middleware(request: Request) -> HttpResponse:
        request.person = _person_of(request)
        response = get_response(request)
        if request.user.is_authenticated:
            # Else "back" on a device that was handed over, or logged out, shows what the one before had seen.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def _person_of(request: Request) -> Person | None:
    user = request.user
    if isinstance(user, AnonymousUser) or not user.is_authenticated:
        return None
    signed_in = Person.objects.filter(user_id=user.pk).first()
    return profiles.in_session(request.session, signed_in) if signed_in else None


def language(get_response: Next) -> Next:
    """Indonesian, unless the visitor has chosen; a browser's own default doesn't count as a choice."""
    known = {code for code, _ in settings.LANGUAGES}

    def middleware(request: Request) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen not in known:
            chosen = request.person.language if request.person else settings.LANGUAGE_CODE
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        return response

    return middleware


# With a child's profile open, nothing of the guardian's account can be reached but the way out.
_GUARDIAN_ONLY = ("/akun/", "/masuk/")


def profile_fence(get_response: Next) -> Next:
    """Keeps a child on a handed-over device out of the guardian's account pages."""

    def middleware(request: Request) -> HttpResponse:
        if profiles.KEY in request.session and request.path.startswith(_GUARDIAN_ONLY):
            return redirect("profile_leave")
        return get_response(request)

    return middleware


STAFF_SESSION_SECONDS = 8 * 3600

# What staff can reach before their second factor is set up.
_BEFORE_FACTOR = ("/akun/", "/masuk/", "/bahasa/", "/static/", "/healthz", "/readyz")


def staff_second_factor(get_response: Next) -> Next:
    """Staff without a second factor are led to set one up and get nowhere else; their session ends with the shift."""

    def middleware(request: Request) -> HttpResponse:
        asks = request.person is not None and not request.path.startswith(_BEFORE_FACTOR)
        if asks and table.needs_mfa(roles_of(request.person)):
            if not is_mfa_enabled(request.user):
                return redirect("mfa_activate_totp")
            if request.session.get_expiry_age() > STAFF_SESSION_SECONDS:
                request.session.set_expiry(STAFF_SESSION_SECONDS)
        return get_response(request)

    return middleware


def problems(get_response: Next) -> Next:
    """A room's "no" becomes a page or a problem document, in the reader's language."""

    class Middleware:
        def __call__(self, request: Request) -> HttpResponse:
            return get_response(request)

        def process_exception(self, request: Request, error: Exception) -> HttpResponse | None:
            return page_or_problem(error, request) if isinstance(error, Refused) else None

    return Middleware()
