"""`panggung calibrate` and `panggung learn`: what the desk's decisions say about the machine, and teach it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from panggung.cli_rules import AsJson, print_facts

if TYPE_CHECKING:
    from panggung.people.models import Person

FIGURES = (
    "tolerated", "certainty", "threshold", "cases", "left_out", "allowed", "wrong", "bound", "missing", "rulebook",
)  # fmt: skip


def calibrate(
    tolerated: Annotated[
        float | None,
        typer.Option(help="Tolerated share of wrong ones among what goes alone; without it PANGGUNG_TOLERATED_WRONG."),
    ] = None,
    by: Annotated[
        str, typer.Option(help="Log-in of the senior who puts it in force; without it nothing is kept.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """From which risk on a person has to look, measured on decided cases."""
    import django

    django.setup()
    from django.conf import settings

    from panggung.core.errors import Refused
    from panggung.safety import calibrating

    rate = settings.TOLERATED_WRONG if tolerated is None else tolerated
    if rate is None:
        _wrong_use("no rate: set PANGGUNG_TOLERATED_WRONG or give --tolerated, for example 0.01")
    try:
        found = calibrating.calibrate(tolerated=rate, by=_person(by)) if by else calibrating.measure(tolerated=rate)
    except Refused as refused:
        _wrong_use(f"{refused.code} {refused.facts}")
    told = {name: getattr(found, name) for name in FIGURES} | {"kept": bool(by)}
    print_facts(told | ({"steps": found.steps} if as_json else {}), as_json)


def _person(username: str) -> "Person":
    from panggung.people.models import Person

    found = Person.objects.filter(user__username=username).first()
    if found is None:
        _wrong_use(f"no log-in {username!r}")
    return found


def _wrong_use(text: str) -> NoReturn:
    typer.echo(text, err=True)
    raise typer.Exit(2)


def learn(
    by: Annotated[str, typer.Option(help="Log-in of the senior or operator who has it trained.")],
    data: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="Folder with train.csv and slang.csv to learn from as well."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Train a text model on the desk's decisions and measure it beside the one in use; a senior puts it to use."""
    import django

    django.setup()
    from panggung.core.errors import Refused
    from panggung.safety import learning

    try:
        made = learning.learn(by=_person(by), data=data)
    except Refused as refused:
        _wrong_use(f"{refused.code} {refused.facts.get('where', '')}".rstrip())
    print_facts({"version": made.version, "rows": made.rows, **made.figures, "in_use": bool(made.in_use)}, as_json)
    if not as_json:
        typer.echo("Not in use yet: a senior says yes at /meja/model/.")
