"""The databases that chaos is tried on: SQLite in the state directory, and a new PostgreSQL database where one runs."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
import pytest

KINDS = ("sqlite", "postgresql")
SERVER = "PANGGUNG_TEST_POSTGRES_URL"


@contextlib.contextmanager
def environment_of(kind: str) -> Iterator[dict[str, str]]:
    """What to add to the environment of processes that are to use a database of this kind."""
    if kind == "sqlite":
        yield {}
        return
    server = os.environ.get(SERVER)
    if not server:
        pytest.skip(f"no {SERVER}: chaos on PostgreSQL was not tried")
    name = f"chaos_{secrets.token_hex(4)}"
    _run(server, f"CREATE DATABASE {name}")
    try:
        yield {"PANGGUNG_DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl()}
    finally:
        _run(server, f"DROP DATABASE {name} WITH (FORCE)")


def _run(server: str, command: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(command)
