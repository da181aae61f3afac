"""`panggung rules …`: check an overlay, print a rule, list the versions that were in force."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from panggung.rules.rulebook import Rulebook

rules = typer.Typer(no_args_is_help=True, help="The rulebook.")
AsJson = Annotated[bool, typer.Option("--json", help="Print facts as JSON and nothing else.")]


class Language(StrEnum):
    """Languages of the rulebook."""

    ID = "id"
    EN = "en"


@rules.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="An overlay; without it the one in use here, if any.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Prove that the rulebook can be used and that the overlay only tightens it; exit 1 names file, line and field."""
    from panggung.rules import history, rulebook
    from panggung.rules.load import SHIPPED, RulebookError
    from panggung.rules.rulebook import Rulebook

    overlay = folder or _overlay_in_use()
    try:
        shipped = rulebook.shipped()
        book = Rulebook(SHIPPED, overlay) if overlay else shipped
    except RulebookError as error:
        wrong = {"ok": False, "file": str(error.path), "line": error.line, "field": error.field, "wrong": error.message}
        typer.echo(json.dumps(wrong, ensure_ascii=False) if as_json else str(error), err=not as_json)
        raise typer.Exit(1) from error
    changed = history.changes(history.text_of(shipped), history.text_of(book))
    print_facts(
        {
            "ok": True,
            "version": book.version,
            "rules": len(book.rules),
            "added": changed.added,
            "tightened": changed.changed,
            "tiers": changed.tiers,
        },
        as_json,
    )


@rules.command()
def show(
    rule: Annotated[str, typer.Argument(help="The rule's id, for example PII-01.")],
    lang: Annotated[Language, typer.Option(help="Language of the text.")] = Language.ID,
    child: Annotated[bool, typer.Option("--child", help="The text as children read it.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print a rule of the rulebook in force; exit 2 when there is none of that id."""
    import msgspec

    book = use_rulebook()
    found = book.rules.get(rule.upper())
    if found is None:
        typer.echo(f"no rule {rule!r}; there are {', '.join(sorted(book.rules))}", err=True)
        raise typer.Exit(2)
    plain: dict[str, Any] = msgspec.to_builtins(found)
    words = {"title": found.title.of(lang), "text": (found.child if child else found.text).of(lang)}
    facts = {name: value for name, value in plain.items() if name not in ("title", "text", "child")}
    print_facts({"id": found.id, **words, **facts, "rulebook": book.version}, as_json)


@rules.command("history")
def history_(as_json: AsJson = False) -> None:
    """Every version that was in force here, newest first, and what it changed."""
    import django
    import msgspec

    django.setup()
    from panggung.safety import versions

    told = [
        {
            "version": entry.row.version,
            "first_at": entry.row.first_at.isoformat(),
            "changes": msgspec.to_builtins(entry.changes),
        }
        for entry in versions.entries()
    ]
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    for one in told:
        parts = [f"{name}: {', '.join(ids)}" for name, ids in (one["changes"] or {}).items() if ids and name != "gate"]
        typer.echo(f"{one['first_at']} {one['version']} {'; '.join(parts)}".rstrip())


def _overlay_in_use() -> Path | None:
    from django.conf import settings

    overlay: Path | None = settings.RULEBOOK_OVERLAY
    return overlay


def use_rulebook() -> "Rulebook":
    """The rulebook in use; says what is wrong with it and ends with 1."""
    from panggung.rules import in_force
    from panggung.rules.load import RulebookError

    in_force.use(_overlay_in_use())
    try:
        return in_force.book()
    except RulebookError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def print_facts(facts: dict[str, Any], as_json: bool) -> None:
    """One JSON object, or a line for each fact."""
    if as_json:
        typer.echo(json.dumps(facts, ensure_ascii=False, default=str))
        return
    for name, value in facts.items():
        typer.echo(f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}")
