"""A tus client of Rani, a campaign to send to, and an upload that was begun."""

import pytest
from django.test import Client

from tests.plugins.uploading import make_campaign, make_person
from tests.web.tus.asking import BYTES, WORDS


@pytest.fixture(autouse=True)
def campaign():
    return make_campaign()


@pytest.fixture
def rani():
    return make_person()


@pytest.fixture
def tus(rani):
    """Send one request as Rani's tus client."""
    client = Client()
    client.force_login(rani.user)

    def ask(method: str, path: str = "/api/uploads/", body: bytes = b"", **headers: str):
        named = {"Tus-Resumable": "1.0.0"} | {name.replace("_", "-"): value for name, value in headers.items()}
        kind = named.pop("Content-Type", BYTES if method == "PATCH" else "")
        sent = {name: value for name, value in named.items() if value is not None}
        return client.generic(method, path, body, content_type=kind, headers=sent)

    return ask


@pytest.fixture
def begun(tus):
    """The address of a new upload of ten bytes."""
    return tus("POST", Upload_Length="10", Upload_Metadata=WORDS)["Location"]
