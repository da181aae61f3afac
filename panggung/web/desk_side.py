"""What stands beside every page of the desk: queues, the cases of one, the day so far, and what can be undone."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from panggung.core import clock
from panggung.people import access
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.safety import exposure, golden, queueing, saved_queues, searches, second_look
from panggung.safety.models import Case, Proposal, Queue
from panggung.stage.models import Video
from panggung.stage.states import State
from panggung.web import case_rows

SHOWN = 60
LINKED = ("sealed.list", "calibration.see", "model.see", "queue.manage")


def side(person: Person, name: str = "") -> dict[str, Any]:
    """For the template: the queue named by `name` (its id), else everything that the person may decide."""
    cases = queueing.queue(person)
    queues = saved_queues.queues_for(person, cases)
    queue = _named(name, [waiting.queue for waiting in queues])
    if queue is not None:
        cases = searches.apply(cases, searches.of(queue))
    rows, before = list(cases[:SHOWN]), [] if queue else list(golden.waiting_for(person))
    seen, desk = exposure.today(person), in_force.desk()
    return {
        "queues": queues,
        "antrean": queue,
        "queue": [case_rows.row(case, person, queue) for case in sorted([*rows, *before], key=_place)[:SHOWN]],
        "queue_count": cases.count() + len(before),
        "today": {"seen": seen, "left": max(0, desk.break_after_minutes - seen.without_break), "desk": desk},
        "second": [_waiting(proposal) for proposal in queueing.awaiting_second(person)[:20]],
        "undoable": [_undoable(proposal) for proposal in _own_open(person)],
        "differing": second_look.differing(person).count() if access.may(person, "rulebook.differing") else 0,
        "stuck": Video.objects.filter(state=State.STUCK).count(),
        "may": {name.replace(".", "_"): access.may(person, name) for name in LINKED},
    }


def chosen(person: Person, name: str) -> Queue | None:
    """The queue of that id where the person may work in it."""
    return _named(name, searches.queues_of(person))


def _named(name: str, queues: list[Queue]) -> Queue | None:
    return next((queue for queue in queues if str(queue.pk) == name), None)


def _place(case: Case) -> tuple[Any, ...]:
    """As `queueing.ORDER`: a case put before the person stands where any other of its kind would."""
    return -case.severity, -case.reported, case.due, case.pk


def _own_open(person: Person) -> list[Proposal]:
    own = Proposal.objects.waiting().filter(by=person, due__gt=clock.now())
    return list(own.select_related("case__video").order_by("-at")[:5])


def _undoable(proposal: Proposal) -> dict[str, Any]:
    words = {"approve": _("Disetujui"), "send_back": _("Dikirim balik"), "remove": _("Dihapus")}
    left = (proposal.due - clock.now()).total_seconds() if proposal.due else 0
    return {
        "url": reverse("desk_undo", args=[proposal.pk]),
        "words": words[proposal.outcome],
        "title": proposal.case.video.title or _("Tanpa judul"),
        "seconds": max(0, round(left)),
    }


def _waiting(proposal: Proposal) -> dict[str, Any]:
    return {
        "id": proposal.case_id,
        "url": reverse("desk_second", args=[proposal.pk]),
        "title": proposal.case.video.title or _("Tanpa judul"),
        "rule": proposal.rule,
    }
