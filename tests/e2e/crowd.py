"""Many cases at the desk for little: rows and linked files of one video that took the real way, each with its title.

`clone` and `clear` run beside the server; a test says `with gathered(site, "Kerumunan", 300) as crowd`.
"""

import contextlib
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from panggung.core import clock, ids
from panggung.people import accounts
from panggung.people.models import Person, User
from panggung.safety.models import Case, Proposal, Queue, SignalRun, Verdict
from panggung.stage.models import Rendition, Video
from panggung.stage.states import State
from tests.e2e.site import Site
from tests.plugins.server import python

SOURCE = "Menyapu halaman"
RUN = "import sys\nfrom tests.e2e import crowd\ncrowd.main(*sys.argv[1:])"
JUMP_S = 2.0


@dataclass
class Crowd:
    """Cases "<name> 001" … at the desk, and the address of the saved queue that holds them alone."""

    site: Site
    name: str
    queue: str

    def count(self, condition: str) -> int:
        """How many of its videos fit a condition of SQL over stage_video."""
        return int(self.ask(f"SELECT count(*) FROM stage_video WHERE title LIKE ? AND ({condition})")[0][0])

    def ask(self, query: str) -> list[Any]:
        """Rows of a query whose one parameter is the pattern of the titles."""
        with contextlib.closing(sqlite3.connect(self.site.var / "panggung.sqlite3")) as database:
            return database.execute(query, [f"{self.name} %"]).fetchall()


@contextlib.contextmanager
def gathered(
    site: Site, name: str, count: int, *, rule: str = "LIE-01", owner: str = "", alike: bool = False
) -> Iterator[Crowd]:
    """A crowd of somebody's (`owner`: a user name), gone at the end; `alike`: exact copies of each other.

    `rule`: behind the verdicts; no other video's names it, so that a search for it finds this crowd alone.
    """
    queue = python(site.var, RUN, "clone", name, str(count), rule, owner, "alike" if alike else "")
    try:
        yield Crowd(site, name, f"/meja/?antrean={json.loads(queue.splitlines()[-1])}")
    finally:
        python(site.var, RUN, "clear", name)


def main(act: str, name: str, *arguments: str) -> None:
    """Beside the server: `clone name count rule owner alike` or `clear name`."""
    if act == "clear":
        return clear(name)
    count, rule, owner, alike = arguments
    print(json.dumps(str(clone(name, int(count), rule, owner, alike=bool(alike)).pk)))
    return None


@transaction.atomic
def clone(name: str, count: int, rule: str, owner: str, *, alike: bool) -> Queue:
    """Put the crowd before the desk, later than all that is there."""
    person = User.objects.get(username=owner).person if owner else _maker(name)
    source = Video.objects.get(title=SOURCE)
    runs = list(SignalRun.objects.filter(video=source, edition=source.edition))
    renditions, files = list(source.renditions.all()), Path(settings.MEDIA_ROOT)
    due = clock.now() + timedelta(hours=40)
    for number in range(1, count + 1):
        title = f"{name} {number:03}"
        video = _copy(
            source, id=ids.new(), owner=person, uploaded_by=person, title=title, state=State.IN_REVIEW, edition=1,
            sha256=hashlib.sha256((name if alike else title).encode()).hexdigest(),
        )  # fmt: skip
        video.save(force_insert=True)
        (files / video.folder).mkdir(parents=True)
        for file in (files / source.folder).iterdir():
            os.link(file, files / video.folder / file.name)
        Rendition.objects.bulk_create(_copy(one, id=None, video=video) for one in renditions)
        SignalRun.objects.bulk_create(_run(one, video) for one in runs)
        verdict = Verdict.objects.get(video=source, edition=source.edition)
        _copy(verdict, id=None, video=video, edition=1, reasons=[rule, "GATE-02"]).save(force_insert=True)
        Case.objects.create(video=video, edition=1, due=due + timedelta(seconds=number))
    return Queue.objects.create(name=name, search={"rules": [rule]}, roles=["moderator", "senior"])


def _maker(name: str) -> Person:
    return accounts.create(None, alias=name, birth_year=1990, birth_month=1)


def _run(run: SignalRun, video: Video) -> SignalRun:
    """Every clone has words in the picture at one second, so that there is something to jump to."""
    seen = [{"kind": "words", "text": "HALO", "at_s": JUMP_S}] if run.name == "picture.text" else run.evidence
    return _copy(run, id=None, video=video, edition=1, evidence=seen)


def _copy(row: Any, **changed: Any) -> Any:
    fields = row._meta.concrete_fields
    kept = {field.attname: getattr(row, field.attname) for field in fields if field.name not in changed}
    return type(row)(**kept, **changed)


@transaction.atomic
def clear(name: str) -> None:
    """Take the crowd off desk and stage."""
    crowd = Video.objects.filter(title__startswith=f"{name} ")
    Proposal.objects.filter(case__video__in=crowd, settled_at=None, undone_at=None).update(undone_at=clock.now())
    Case.objects.filter(video__in=crowd, closed_at=None).update(closed_at=clock.now())
    crowd.update(state=State.WITHDRAWN, published_at=None)
    Queue.objects.filter(name=name).delete()
