"""What a room raises when it says no: a stable code for programs, facts for the words that the page finds."""

from typing import Any


class Refused(Exception):
    """Bad input or a wrong moment; nothing was changed.

    `code` is stable (kebab-case, part of the API), `status` the HTTP status, `facts` fill the words.
    """

    status = 400

    def __init__(self, code: str, *, status: int | None = None, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
        if status is not None:
            self.status = status


class NotAllowed(Refused):
    """The person may not do this (deny by default)."""

    status = 403

    def __init__(self, capability: str) -> None:
        super().__init__("not-allowed", capability=capability)


class Conflict(Refused):
    """Someone else was faster: the row is no longer what the caller saw."""

    status = 409
