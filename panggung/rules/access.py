"""The role × capability table of `rulebook/access.yaml`: which condition lets which role do what."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from panggung.rules.load import SHIPPED, read


class UnknownCapability(LookupError):
    """No row of the table has this name: a mistake in code, never a plain refusal."""

    code = "capability-unknown"


class Access(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table as read. A role that a capability doesn't name is denied."""

    roles: list[str]
    staff: list[str]
    conditions: dict[str, str]
    capabilities: dict[str, dict[str, str]]

    def ask(self, capability: str, roles: Iterable[str]) -> list[str]:
        """Condition words, any one of which lets a person with `roles` do `capability`; empty is denied.

        Raises:
            UnknownCapability: the table has no such row.
        """
        row = self.capabilities.get(capability)
        if row is None:
            raise UnknownCapability(capability)
        return sorted({row[role] for role in set(roles) if role in row})


def read_access(path: Path) -> Access:
    """Read and check an access table.

    Raises:
        RulebookError: a row names an unknown role or condition, or a field is wrong.
    """
    table, lines = read(path, Access)
    for index, role in enumerate(table.staff):
        if role not in table.roles:
            raise lines.error(f"staff[{index}]", f"no role `{role}`")
    for capability, row in table.capabilities.items():
        for role, condition in row.items():
            field = f"capabilities.{capability}.{role}"
            if role not in table.roles:
                raise lines.error(field, f"no role `{role}`")
            if condition not in table.conditions:
                raise lines.error(field, f"no condition `{condition}`")
    return table


@cache
def shipped() -> Access:
    """The shipped table, read once."""
    return read_access(SHIPPED / "access.yaml")


def conditions(capability: str, roles: Iterable[str]) -> list[str]:
    """Condition words of the shipped table, any one of which is enough; empty is denied.

    Raises:
        UnknownCapability: the table has no such row.
    """
    return shipped().ask(capability, roles)


def needs_mfa(roles: Iterable[str]) -> bool:
    """True when any of `roles` is a staff role, which logs in with a second factor."""
    return not set(shipped().staff).isdisjoint(roles)
