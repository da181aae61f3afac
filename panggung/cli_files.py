"""`panggung screen`, `screen-text`, `match-song`, `fingerprint`, `near`: the signals on plain files, no database."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from panggung.cli_rules import AsJson, use_rulebook

Files = Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)]


def screen(
    files: Files,
    caption: Annotated[str, typer.Option(help="The words that go with the file.")] = "",
    song: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="The campaign's song, to be heard in it.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Signals and verdict of media files; nothing is stored. Exit 1 when one of them is not suitable."""
    from panggung import plain_files

    use_rulebook()
    worst = 0
    for told in _with_progress(plain_files.screen(files, caption=caption, song=song), len(files), as_json):
        worst |= told["verdict"]["action"] != "suitable"
        _say(told, as_json, _summary(told))
    raise typer.Exit(int(worst))


def _summary(told: dict[str, Any]) -> str:
    verdict = told["verdict"]
    why = told.get("error") or ", ".join(verdict["reasons"]) or f"from {verdict['band']}"
    return f"{told['file']}: {verdict['action']} ({why})"


def screen_text(
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Each line is {"text": …} instead of the text itself.')
    ] = False,
) -> None:
    """Standard input, a text a line; a verdict a line comes out. Exit 2 for a line that is no such JSON.

    A byte of a text that is no UTF-8 counts as U+FFFD.
    """
    from panggung import plain_files

    use_rulebook()
    for number, raw in enumerate(sys.stdin.buffer, 1):
        line = raw.rstrip(b"\r\n")
        text = _text_of(line, number) if jsonl else line.decode("utf-8", "replace")
        typer.echo(json.dumps(plain_files.screen_text(text), ensure_ascii=False))


def _text_of(line: bytes, number: int) -> str:
    try:
        text = json.loads(line.decode("utf-8"))["text"]
    except (ValueError, KeyError, TypeError, RecursionError):
        text = None
    if not isinstance(text, str):
        typer.echo(f'line {number} is not {{"text": "…"}}', err=True)
        raise typer.Exit(2)
    return text


def match_song(
    files: Files,
    songs: Annotated[Path, typer.Option(exists=True, file_okay=False, help="A folder with songs.")],
    as_json: AsJson = False,
) -> None:
    """Which song is heard in each file, and where in the song it begins. Exit 1 when none is heard in one of them.

    A file of the folder that can't be used as a song is named on standard error; exit 2 when not one can.
    """
    from panggung.media import song
    from panggung.media.errors import MediaRefused

    missed = 0
    try:
        for told in _with_progress(song.match_folder(songs, files, _not_used), len(files), as_json):
            missed |= not told.get("song")
            heard = (
                f"{told['song']} from {told['offset_s']:.1f} s, score {told['score']}" if told.get("song") else "none"
            )
            _say(told, as_json, f"{told['file']}: {told.get('error') or heard}")
    except MediaRefused as refused:  # of the folder; a file's own refusal is told in its line
        _warn(f"{songs}: {refused.code}")
        raise typer.Exit(2) from refused
    raise typer.Exit(int(missed))


def _not_used(song: Path, code: str) -> None:
    _warn(f"{song}: {code}")


def fingerprint(files: Files, as_json: AsJson = False) -> None:
    """By what copies of each file are recognised."""
    from panggung.media import near as nearness

    failed = 0
    for told in _with_progress(nearness.fingerprint_files(files), len(files), as_json):
        failed |= "error" in told
        _say(told, as_json, f"{told['file']}: {told.get('error') or ' '.join(told['hashes'])}")
    raise typer.Exit(int(failed))


def near(
    files: Files,
    against: Annotated[Path, typer.Option(exists=True, file_okay=False, help="A folder with what may be copied.")],
    as_json: AsJson = False,
) -> None:
    """Near-duplicates of each file among those of a folder. Exit 1 when there are some, or a file can't be read."""
    from panggung.media import near as nearness

    found = 0
    for told in _with_progress(nearness.near_files(files, against), len(files), as_json):
        found |= bool(told.get("near")) or "error" in told
        copies = ", ".join(f"{one['file']} ({one['distance']:.2f})" for one in told.get("near", ())) or "none"
        _say(told, as_json, f"{told['file']}: {told.get('error') or copies}")
    raise typer.Exit(int(found))


def _say(told: dict[str, Any], as_json: bool, line: str) -> None:
    typer.echo(_printable(json.dumps(told, ensure_ascii=False) if as_json else line))


def _warn(line: str) -> None:
    typer.echo(_printable(line), err=True)


def _printable(line: str) -> str:
    """A file name need not be UTF-8; its stray bytes are escaped, in the way of JSON."""
    return line.encode("utf-8", "backslashreplace").decode("utf-8")


def _with_progress(told: Iterable[dict[str, Any]], count: int, as_json: bool) -> Iterable[dict[str, Any]]:
    """A bar on standard error where somebody watches; programs see nothing of it."""
    if as_json or not sys.stderr.isatty() or count < 2:
        return told
    from rich.console import Console
    from rich.progress import track

    return track(told, total=count, console=Console(stderr=True))


def register(app: typer.Typer) -> None:
    """Add these commands to the one command `panggung`."""
    for name, command in (
        ("screen", screen),
        ("screen-text", screen_text),
        ("match-song", match_song),
        ("fingerprint", fingerprint),
        ("near", near),
    ):
        app.command(name)(command)
