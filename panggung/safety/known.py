"""What copies are looked for in: fingerprints of removed material and of other entries, as indexes in memory.

The rows are the truth. A process keeps its indexes and, before each look, takes up what was added, moved or erased
since by other processes.
"""

from threading import Lock
from uuid import UUID

from panggung.media import fingerprint as prints
from panggung.media.near import Index
from panggung.safety.models import Fingerprint
from panggung.stage.models import Video
from panggung.stage.states import GONE, State

VERSION = str(prints.VERSION)
_AT_ONCE = 500


class _Known:
    """One index and the keys that are in it."""

    def __init__(self) -> None:
        self.index = Index()
        self.keys: set[UUID] = set()

    def become(self, wanted: set[UUID]) -> None:
        """Hold exactly the fingerprints of these videos."""
        for key in self.keys - wanted:
            self.index.remove(str(key))
        self.keys &= wanted
        missing = sorted(wanted - self.keys)
        for first in range(0, len(missing), _AT_ONCE):
            for row in Fingerprint.objects.filter(pk__in=missing[first : first + _AT_ONCE], version=VERSION):
                self.index.add(str(row.pk), prints.from_bytes(bytes(row.data)))
                self.keys.add(row.pk)


_removed, _entries, _lock = _Known(), _Known(), Lock()


def indexes(video: Video) -> dict[str, Index]:
    """For `Sample.known`: "removed" and "entries", without the video itself."""
    rows = Fingerprint.objects.filter(version=VERSION).exclude(pk=video.pk).exclude(video__state__in=GONE)
    states = dict(rows.values_list("pk", "video__state"))
    removed = {key for key, state in states.items() if state == State.REMOVED}
    with _lock:
        _removed.become(removed)
        _entries.become(states.keys() - removed)
        return {"removed": _removed.index, "entries": _entries.index}


def remember(video: Video, seen: prints.Fingerprint) -> None:
    """Keep by what copies of `video` will be recognised; a second time changes nothing.

    One that has seen only black is like every other such clip, and is not kept.
    """
    if seen.empty:
        return
    Fingerprint.objects.update_or_create(video=video, defaults={"version": VERSION, "data": seen.to_bytes()})
