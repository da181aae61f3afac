"""The two set-based statements that counting needs, the same for SQLite (3.35+) and PostgreSQL.

Keys are sent in order: neighbours share index pages, and two writers can't wait for each other in a circle.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

from django.db import connection, models

from panggung.tally.models import Key

_PARAMETERS = 10_000
T = TypeVar("T")


def keep(model: type[Key], keys: Collection[bytes]) -> set[bytes]:
    """Insert those of `keys` that the table doesn't hold yet, and return them."""
    table = connection.ops.quote_name(model._meta.db_table)
    fresh: set[bytes] = set()
    with connection.cursor() as cursor:
        for part in _parts(sorted(keys), _PARAMETERS):
            insert = f"INSERT INTO {table} (key) VALUES {_places(len(part), 1)}"  # noqa: S608 (our own table)
            cursor.execute(f"{insert} ON CONFLICT DO NOTHING RETURNING key", part)
            fresh.update(bytes(key) for (key,) in cursor.fetchall())
    return fresh


def add(
    model: type[models.Model], keys: Sequence[str], values: Sequence[str], rows: Mapping[Any, Sequence[int]]
) -> None:
    """Add `rows` (values of the unique columns `keys` → amounts for the columns `values`) to the table's."""
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = [quote(name) for name in (*keys, *values)]
    sums = ", ".join(f"{quote(name)} = {table}.{quote(name)} + excluded.{quote(name)}" for name in values)
    head = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "  # noqa: S608 (names of our own models)
    tail = f" ON CONFLICT ({', '.join(quote(name) for name in keys)}) DO UPDATE SET {sums}"
    fields = [cast("models.Field[Any, Any]", model._meta.get_field(name)) for name in keys]
    with connection.cursor() as cursor:
        for part in _parts(sorted(rows), _PARAMETERS // len(columns)):
            parameters = [
                value
                for key in part
                for value in (
                    *(f.get_db_prep_save(v, connection) for f, v in zip(fields, key, strict=True)),
                    *rows[key],
                )
            ]
            cursor.execute(head + _places(len(part), len(columns)) + tail, parameters)


def _places(rows: int, columns: int) -> str:
    row = "(" + ", ".join(["%s"] * columns) + ")"
    return ", ".join([row] * rows)


def _parts(items: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), most):
        yield items[start : start + most]
