"""`panggung doctor`: what is set, what is missing, what it would cost."""

import importlib.util
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import imageio_ffmpeg
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from panggung.rules import in_force
from panggung.rules.load import RulebookError
from panggung.safety import text_models

ENOUGH_DISK_GB = 2
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class Check:
    """One thing looked at. `ok` False: it can't serve like this; `note` True: it can, but somebody should know."""

    name: str
    ok: bool
    found: str
    note: bool = False

    @property
    def mark(self) -> str:
        return "✗" if not self.ok else "!" if self.note else "✓"

    def told(self) -> dict[str, object]:
        return {"name": self.name, "ok": self.ok, "found": self.found, "note": self.note}


def examine() -> list[Check]:
    """Every check, in the order in which an operator would mend things."""
    return [_safely(look) for look in LOOKS]


def _safely(look: Callable[[], Check]) -> Check:
    try:
        return look()
    except Exception as error:  # a check that breaks is a finding, not a crash of the doctor
        return Check(look.__name__.strip("_"), False, f"{type(error).__name__}: {error}")


def _database() -> Check:
    kind = connection.vendor
    try:
        waiting = MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes())
    except DatabaseError as error:
        return Check("database", False, f"{kind}: {error}")
    found = f"{kind}, {len(waiting)} migrations to run at the next start" if waiting else kind
    return Check("database", True, found, note=bool(waiting))


def _disk() -> Check:
    free = shutil.disk_usage(settings.VAR).free / 1e9
    return Check("disk", free > ENOUGH_DISK_GB, f"{free:.0f} GB free at {settings.VAR}")


def _media_store() -> Check:
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    trial = root / ".doctor"
    trial.write_text("ok")
    trial.unlink()
    return Check("media store", True, f"files under {root}")


def _ffmpeg() -> Check:
    path = imageio_ffmpeg.get_ffmpeg_exe()
    version = subprocess.run([path, "-version"], capture_output=True, text=True, timeout=20, check=True).stdout.split()[
        2
    ]
    return Check("ffmpeg", True, f"{version} (from PyPI, no system ffmpeg needed)")


def _rulebook() -> Check:
    try:
        book = in_force.book()
    except RulebookError as error:
        return Check("rulebook", False, str(error))
    tightened = f", tightened by {settings.RULEBOOK_OVERLAY}" if settings.RULEBOOK_OVERLAY else ""
    return Check("rulebook", True, f"{len(book.rules)} rules, version {book.version}{tightened}")


def _picture_models() -> Check:
    lacking = [package for package in ("nudenet", "rapidocr") if not _models_in(package)]
    found = ", ".join(path.name for package in ("nudenet", "rapidocr") for path in _models_in(package))
    return Check("picture models", not lacking, f"{', '.join(lacking)}: no model file" if lacking else found)


def _models_in(package: str) -> list[Path]:
    spec = importlib.util.find_spec(package)
    return sorted(Path(spec.origin).parent.rglob("*.onnx")) if spec and spec.origin else []


def _text_model() -> Check:
    """Without a trained model the word lists stand alone, and every video goes to a person for HATE-01."""
    from panggung.signals import textmodel  # numpy, for the doctor only

    try:
        adopted = text_models.in_use()
    except DatabaseError:  # the table comes with the next start
        adopted = None
    if adopted is not None:
        there = (text_models.folder_of(adopted) / textmodel.WEIGHTS).is_file()
        lost = "its files are gone: every screening waits; go back at /meja/model/"
        return Check("text model", there, f"{adopted.version}, trained here" if there else f"{adopted.version}: {lost}")
    folder = textmodel.named()
    if folder is None or not textmodel.available():
        return Check("text model", True, "none: word lists stand alone, and more goes to a person", note=True)
    licence = " (not for commercial sites: models/text-id-nc/LICENCE.md)" if folder == textmodel.SHIPPED else ""
    return Check("text model", True, f"{folder.name}{licence}")


def _front_end() -> Check:
    manifest = Path(str(settings.DJANGO_VITE["default"]["manifest_path"]))
    return Check("front end", manifest.exists(), "built" if manifest.exists() else "not built: run make setup")


def _words() -> Check:
    compiled = [path / "en" / "LC_MESSAGES" / "django.mo" for path in settings.LOCALE_PATHS]
    done = all(path.exists() for path in compiled)
    return Check("languages", done, "id, en" if done else "English isn't compiled: run make setup")


def _mail() -> Check:
    to_disk = "filebased" in settings.EMAIL_BACKEND
    return Check(
        "mail", True, "written to var/mail; set PANGGUNG_EMAIL_URL to send it" if to_disk else "sent", note=to_disk
    )


def _address() -> Check:
    local = urlsplit(settings.BASE_URL).hostname in LOOPBACK
    safe = settings.BASE_URL.startswith("https://") or local
    return Check("address", safe, settings.BASE_URL if safe else f"{settings.BASE_URL}: children's data needs https")


def _demo() -> Check:
    if exposes_demo():
        return Check("demo", False, "log-ins that everybody knows at a public address: unset PANGGUNG_DEMO, empty var/")
    return Check("demo", True, "on: log-ins are public" if settings.DEMO else "off")


def exposes_demo(host: str = "127.0.0.1") -> bool:
    """Whether a demo's log-ins, whose password and second factor are public, could be reached from elsewhere.

    Also when the demo is off by now, but its staff is still in the database.
    """
    if {host, urlsplit(settings.BASE_URL).hostname} <= LOOPBACK:
        return False
    return settings.DEMO or Authenticator.objects.filter(data__secret=settings.DEMO_TOTP_SECRET).exists()


def _debug() -> Check:
    return Check("debug", not settings.DEBUG, "off" if not settings.DEBUG else "on: unset PANGGUNG_DEBUG")


LOOKS: tuple[Callable[[], Check], ...] = (
    _database,
    _disk,
    _media_store,
    _ffmpeg,
    _rulebook,
    _picture_models,
    _text_model,
    _front_end,
    _words,
    _mail,
    _address,
    _demo,
    _debug,
)
