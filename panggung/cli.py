"""The one command `panggung`. Every verb has --help; exit 2 for wrong use, 1 for a finding.

Each verb imports what it needs when it runs, so that --help and the media verbs start without a database.
"""

import json
import os
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from panggung import cli_files, cli_learn
from panggung.cli_rules import AsJson, print_facts, rules

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panggung.config.settings")
# Small matrices: more threads of the linear algebra only wait for each other, five times slower beside a busy encoder.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
admin = typer.Typer(no_args_is_help=True, help="People with a role.")
app.add_typer(admin, name="admin")
campaign = typer.Typer(no_args_is_help=True, help="Campaigns.")
app.add_typer(campaign, name="campaign")
song = typer.Typer(no_args_is_help=True, help="Songs.")
app.add_typer(song, name="song")
app.add_typer(rules, name="rules")
cli_files.register(app)
app.command()(cli_learn.calibrate)
app.command()(cli_learn.learn)


def _django() -> None:
    import django

    django.setup()


@app.command()
def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: Annotated[int, typer.Option(help="Web processes.")] = 1,
    worker: Annotated[bool, typer.Option(help="Run the embedded worker too.")] = True,
) -> None:
    """Serve the site and, embedded, the worker and the counter."""
    _django()
    from panggung import serving

    serving.prepare()
    raise typer.Exit(serving.serve(host, port, workers=workers, worker=worker))


@app.command()
def worker() -> None:
    """Only the worker: processing, screening, counting, sweeps."""
    _django()
    from panggung import serving
    from panggung.worker import Worker

    serving.load_rulebook()
    Worker().run()


@app.command()
def counter() -> None:
    """Only the counter of views, for scale-out beside web and worker."""
    _django()
    from panggung.worker import Sweep, Worker, count_all

    Worker(steps=False, duties=[Sweep("count", 1, count_all)]).run()


@app.command()
def run(
    clips: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="A folder with your own clips for the demo.")
    ] = None,
    host: str = "127.0.0.1",
    port: int = 8000,
) -> None:
    """Serve the site with the demo campaign #AnakGENIUS, filled once (what `make run` does)."""
    _django()
    from panggung.demo import show

    raise typer.Exit(show.run(host, port, clips=clips))


@app.command(hidden=True)
def fill(clips: Path | None = None) -> None:
    """Fill the demo campaign beside a running server; what is there already stays."""
    _django()
    from panggung.demo import fill as filling

    typer.echo(f"{filling.fill(clips)} videos on stage")


@app.command()
def demo(as_json: AsJson = False) -> None:
    """Walk the whole way of a video once on an empty var/, print each step, leave no server behind."""
    from panggung.demo import walk

    raise typer.Exit(walk.main(as_json=as_json))


@app.command()
def process(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    out: Annotated[Path, typer.Option(help="Where the HLS ladder, poster, strip and frames go.")],
    max_seconds: float = 180,
    as_json: AsJson = False,
) -> None:
    """The media step alone: one file in, a folder that can be streamed out."""
    import msgspec

    from panggung.media.errors import MediaRefused
    from panggung.media.limits import Limits
    from panggung.media.transcode import process as transcode

    try:
        made = transcode(file, out, limits=Limits(max_seconds=max_seconds))
    except MediaRefused as refused:
        print_facts({"file": str(file), "refused": refused.code, **refused.facts}, as_json)
        raise typer.Exit(1) from refused
    print_facts({"file": str(file), **msgspec.to_builtins(made, str_keys=True, enc_hook=str)}, as_json)


@app.command("verify-audit")
def verify_audit(
    file: Annotated[
        Path | None, typer.Argument(exists=True, dir_okay=False, help="An exported log; without it this server's own.")
    ] = None,
    head: Annotated[str, typer.Option(help="The head that was published, which the log has to end with.")] = "",
    as_json: AsJson = False,
) -> None:
    """Recompute the audit chain; exit 1 at the first break. With a FILE no database is needed."""
    from panggung.core import chain

    if file is not None:
        with file.open(encoding="utf-8", errors="replace") as opened:
            found = chain.verify(chain.read(opened))
    else:
        _django()
        from panggung.core import audit

        while audit.seal():
            pass
        found = audit.verify()
    ends_there = not head or head == found.head
    facts = {"lines": found.lines, "head": found.head, "broken_at": found.broken_at}
    print_facts(facts | ({} if ends_there else {"expected_head": head}), as_json)
    raise typer.Exit(0 if found.broken_at is None and ends_there else 1)


@app.command("export-audit")
def export_audit(file: Annotated[Path, typer.Argument(help="Where the log goes, a JSON object a line.")]) -> None:
    """Write the sealed audit chain for somebody outside, who checks it with `panggung verify-audit FILE`."""
    _django()
    from panggung.core import audit

    while audit.seal():
        pass
    with file.open("w", encoding="utf-8") as out:
        count = audit.export(out)
    typer.echo(f"{count} lines")


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """What is set, what is missing, what it would cost; exit 1 if it can't serve."""
    _django()
    from panggung import health

    checks = health.examine()
    if as_json:
        typer.echo(json.dumps([check.told() for check in checks], ensure_ascii=False))
    else:
        for check in checks:
            typer.echo(f"{check.mark} {check.name}: {check.found}")
    raise typer.Exit(0 if all(check.ok for check in checks) else 1)


@song.command("add")
def song_add(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    title: Annotated[str, typer.Option(help="How the campaign's file names it.")],
    rights: Annotated[str, typer.Option(help="The licence or permission under which it is used.")],
    credit: str = "",
) -> None:
    """Store a song for campaigns."""
    _django()
    from panggung.campaigns import starts
    from panggung.core.errors import Refused
    from panggung.media.errors import MediaRefused

    try:
        added = starts.add_song(file, title=title, credit=credit, rights=rights)
    except (Refused, MediaRefused) as refused:
        _refuse(refused.code, refused.facts)
    typer.echo(f"{added.title}: {added.seconds:g} s")


@campaign.command("create")
def campaign_create(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    open_now: Annotated[bool, typer.Option("--open", help="Open it at once; otherwise it is a draft.")] = False,
) -> None:
    """Make a campaign from a YAML file (docs/operating/campaign.md)."""
    _django()
    from panggung.campaigns import starts
    from panggung.core.errors import Refused

    try:
        made = starts.create_campaign(starts.read_spec(file.read_text("utf-8")), opened=open_now)
    except Refused as refused:
        _refuse(refused.code, refused.facts)
    typer.echo(f"#{made.hashtag}: {made.state}, {made.opens:%Y-%m-%d} to {made.closes:%Y-%m-%d}")


@campaign.command("open")
def campaign_open(hashtag: str) -> None:
    """Open a draft: from now on everybody sees it, and it takes videos between its dates."""
    _django()
    from panggung.campaigns import starts
    from panggung.core.errors import Refused

    try:
        opened = starts.open_campaign(hashtag)
    except Refused as refused:
        _refuse(refused.code, refused.facts)
    typer.echo(f"#{opened.hashtag}: {opened.state}")


def _refuse(code: str, facts: dict[str, Any]) -> NoReturn:
    """Say what happened and what to do, in English for operators, and end with 2."""
    from django.utils import translation

    from panggung.core.errors import Refused
    from panggung.web.problems import words

    with translation.override("en"):
        typer.echo(" ".join(words(Refused(code, **facts))), err=True)
    raise typer.Exit(2)


@admin.command("create")
def admin_create(
    username: str,
    role: Annotated[str, typer.Option(help="A role of rulebook/access.yaml.")] = "operator",
    alias: str = "",
    birth: Annotated[str, typer.Option(help="Birth month, YYYY-MM.")] = "1990-01",
) -> None:
    """Make a person with a log-in and a role; asks for the password (or reads PANGGUNG_ADMIN_PASSWORD)."""
    _django()
    from panggung.people import accounts
    from panggung.rules import access

    if role not in access.shipped().roles:
        typer.echo(f"no role {role!r}; one of {', '.join(access.shipped().roles)}", err=True)
        raise typer.Exit(2)
    password = os.environ.get("PANGGUNG_ADMIN_PASSWORD") or typer.prompt(
        "Password", hide_input=True, confirmation_prompt=True
    )
    year, _, month = birth.partition("-")
    try:
        accounts.create_with_login(
            username, password, role=role, alias=alias or username, birth=(int(year), int(month))
        )
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    typer.echo(f"{username}: {role}. A second factor is asked for at the first log-in.")


def main() -> None:
    """The entry point."""
    app()


if __name__ == "__main__":
    main()
