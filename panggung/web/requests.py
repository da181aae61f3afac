"""The requests that views get: what `web.middleware` has put on them."""

from django.http import HttpRequest

from panggung.people.models import Person


class Request(HttpRequest):
    """Anybody's request; `person` is None for who is signed out."""

    person: Person | None
    LANGUAGE_CODE: str
    watcher_key: str


class SignedIn(HttpRequest):
    """A request that has passed `web.access.signed_in`."""

    person: Person
    LANGUAGE_CODE: str
