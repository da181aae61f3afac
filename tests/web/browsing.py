"""A window of somebody who is logged in, or of nobody."""

from django.test import Client

from panggung.people import profiles


def browser(person=None, *, language: str = "id", child=None) -> Client:
    """Where `person` reads, on behalf of `child` when one is given; without a person nobody is logged in."""
    client = Client()
    client.cookies["django_language"] = language
    if person is not None:
        client.force_login(person.user)
    if child is not None:
        session = client.session
        session[profiles.KEY] = str(child.pk)
        session.save()
    return client
