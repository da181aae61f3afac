"""What people and sweeps do between an upload and the stage, for paths that are drawn at random."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from panggung import pipeline
from panggung.core import clock
from panggung.core.errors import Refused
from panggung.people.models import Person
from panggung.safety import (
    appeals,
    escalating,
    going_alone,
    golden,
    queueing,
    rejudging,
    reports,
    review,
    routing,
    second_eyes,
    second_look,
)
from panggung.safety.choice import Choice
from panggung.safety.models import Case, Decision, Proposal
from panggung.stage import publishing, stuck
from panggung.stage.models import Video
from panggung.stage.states import State

ROLES = ("moderator", "moderator", "senior", "senior")
CHOICES = (
    Choice("approve", suitable_from=6),
    Choice("approve", suitable_from=13),
    Choice("approve"),
    Choice("send_back", rule="QUAL-01"),
    Choice("send_back", rule="PII-01"),
    Choice("remove", rule="QUAL-01"),
    Choice("remove", rule="NUD-01"),
)


class World:
    """Videos by makers of the given kinds, on their way; four people at the desk; a book in force (0 or 1)."""

    def __init__(self, make_person: Any, make_video: Any, family: Any, who_made: list[str]) -> None:
        self.book = 0
        self.people = [make_person(role=role) for role in ROLES]
        self.stranger = make_person(20)
        self.owners = [MAKERS[kind](make_person, make_video, family) for kind in who_made]
        self.ids: list[UUID] = [
            make_video(State.PROCESSED, suitable_from=None, owner=owner, sha256=f"{number:064}").pk
            for number, owner in enumerate(self.owners)
        ]

    def videos(self) -> list[Video]:
        return list(Video.objects.filter(pk__in=self.ids))

    def screen(self, which: int) -> None:
        """Let the pipeline bring this video to the desk, its guardian, or to a stop."""
        Video.objects.filter(pk__in=self.ids).update(retry_at=clock.now() + timedelta(days=1))
        Video.objects.filter(pk=self.ids[which]).update(retry_at=None)
        while pipeline.advance("worker"):
            pass
        Video.objects.filter(pk__in=self.ids).update(retry_at=None)

    def do(self, dice: Random) -> None:
        """Somebody does something about one of the videos; what is refused changes nothing."""
        video = Video.objects.get(pk=dice.choice(self.ids))
        verb = drawn(video, dice)
        try:
            VERBS[verb](self, video, dice.choice(self.people), dice.randrange(len(CHOICES)))
        except Refused as refused:
            assert refused.code


def known_adult(make_person: Any, make_video: Any, family: Any) -> Person:
    person: Person = make_person(40)
    for _ in range(3):
        make_video(owner=person)
    return person


MAKERS: dict[str, Callable[..., Person]] = {
    "a known adult": known_adult,
    "an adult nobody knows": lambda make_person, make_video, family: make_person(40),
    "a child of nine": lambda make_person, make_video, family: family(9)[1],
    "a boy of fifteen": lambda make_person, make_video, family: family(15)[1],
    "a girl without consent": lambda make_person, make_video, family: family(16, consent=False)[1],
}


def open_case(video: Video) -> Case:
    case = Case.objects.filter(video=video, closed_at=None).exclude(kind="golden").select_related("video").first()
    if case is None:
        raise Refused("no-case")
    return case


def open_proposal(video: Video) -> Proposal:
    found = Proposal.objects.filter(case__video=video, settled_at=None, undone_at=None).first()
    if found is None:
        raise Refused("no-proposal")
    return found


def screen(world: World, video: Video, person: Person, number: int) -> None:
    world.screen(world.ids.index(video.pk))


def release(world: World, video: Video, person: Person, number: int) -> None:
    guardian = video.owner.guarded_by.first()
    if guardian is not None:
        routing.release(video, allowed=number != 4, by=guardian.guardian)


def decide(world: World, video: Video, person: Person, number: int) -> None:
    one = CHOICES[number]
    case = review.claim(open_case(video), person)
    review.decide(case, person, one.outcome, rule=one.rule, suitable_from=one.suitable_from)


def propose(world: World, video: Video, person: Person, number: int) -> None:
    review.propose(review.claim(open_case(video), person), person, CHOICES[number])


def agree(world: World, video: Video, person: Person, number: int) -> None:
    waiting = queueing.awaiting_second(person).first()
    if waiting is not None:
        second_eyes.look(waiting, person)
        second_eyes.agree(waiting, person)


def disagree(world: World, video: Video, person: Person, number: int) -> None:
    proposal = open_proposal(video)
    second_eyes.look(proposal, person)
    second_eyes.disagree(proposal, person, note="?")


def report(world: World, video: Video, person: Person, number: int) -> None:
    by = (None, world.stranger, person)[number % 3]
    reports.report(video, by=by, rule="BULLY-01")


def appeal(world: World, video: Video, person: Person, number: int) -> None:
    guardian = video.owner.guarded_by.first()
    appeals.appeal(video, by=guardian.guardian if guardian and number else video.owner, words="Lihat lagi, ya.")


def edit(world: World, video: Video, person: Person, number: int) -> None:
    publishing.edit(video, title="Tari", caption="baru", by=video.owner)


def withdraw(world: World, video: Video, person: Person, number: int) -> None:
    if number == 0:  # seldom, or little else happens
        publishing.withdraw(video, by=video.owner, because="asked")


def answer_golden(world: World, video: Video, person: Person, number: int) -> None:
    decided = Decision.objects.filter(case__video=video).first()
    if decided is not None:
        golden.mark(decided.case, by=world.people[3])
    case = golden.due_for(person)
    if case is not None:
        review.decide(review.claim(case, person), person, "approve", suitable_from=3)


def other_book(world: World, video: Video, person: Person, number: int) -> None:
    world.book = number % 2


VERBS: dict[str, Callable[[World, Video, Person, int], Any]] = {
    "screen": screen,
    "release": release,
    "claim": lambda world, video, person, number: review.claim(open_case(video), person),
    "decide": decide,
    "propose": propose,
    "undo": lambda world, video, person, number: review.undo(open_proposal(video), person),
    "settle": lambda world, video, person, number: review.settle_due(),
    "agree": agree,
    "disagree": disagree,
    "escalate": lambda world, video, person, number: escalating.escalate(open_case(video), person, note="?"),
    "ask": lambda world, video, person, number: escalating.ask(open_case(video), person, text="?"),
    "go alone": lambda world, video, person, number: going_alone.go_alone(),
    "report": report,
    "appeal": appeal,
    "edit": edit,
    "withdraw": withdraw,
    "ring again": lambda world, video, person, number: stuck.ring_again(video, by=person),
    "golden": answer_golden,
    "other book": other_book,
    "rejudge": lambda world, video, person, number: rejudging.rejudge(),
    "look again": lambda world, video, person, number: second_look.look_again(video, by=person),
}
# What leads on from a state; it is drawn more often than the rest, or few paths would come to the stage.
LEADS: dict[State, tuple[str, ...]] = {
    State.PROCESSED: ("screen",),
    State.EDITED: ("screen",),
    State.STUCK: ("ring again",),
    State.WITH_GUARDIAN: ("release",),
    State.IN_REVIEW: ("decide", "decide", "propose", "settle", "agree", "go alone", "other book"),
    State.SENT_BACK: ("edit", "appeal", "decide"),
    State.REMOVED: ("appeal", "decide", "agree"),
    State.PUBLISHED: ("report", "decide", "look again", "golden"),
    State.HELD: ("rejudge",),
}


def drawn(video: Video, dice: Random) -> str:
    """A verb that something can come of, twice out of three times; else any."""
    leads = LEADS.get(State(video.state), ())
    return dice.choice(leads if leads and dice.random() < 2 / 3 else tuple(VERBS))
