"""How far moderators agree: with golden cases by Cohen's kappa, and with each other where two had to look."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from panggung.people import access
from panggung.people.models import Person
from panggung.safety.models import Decision, GoldenAnswer, Proposal

LEAST = 10  # below that a kappa says nothing


@dataclass(frozen=True)
class Agreement:
    """Golden cases answered, how many of them rightly, and kappa from -1 to 1 (None: too few to say)."""

    n: int
    agreed: int
    kappa: float | None


@dataclass(frozen=True)
class Pairs:
    """Choices that a second person looked at, and agreed with or not."""

    agreed: int
    disagreed: int


def kappa(pairs: Iterable[tuple[str, str]]) -> float | None:
    """Agreement of two raters beyond chance, from -1 to 1; None where chance alone explains all, or without pairs.

    Source: Cohen, A Coefficient of Agreement for Nominal Scales, 1960.
    """
    seen = Counter(pairs)
    n = seen.total()
    if not n:
        return None
    ones, others = Counter[str](), Counter[str]()
    for (one, other), count in seen.items():
        ones[one] += count
        others[other] += count
    # Counts to the end: sums of shares would come out a hair beyond ±1.
    observed = n * sum(count for (one, other), count in seen.items() if one == other)
    by_chance = sum(ones[name] * others[name] for name in ones)
    return None if by_chance == n * n else (observed - by_chance) / (n * n - by_chance)


def agreement(person: Person | None, *, by: Person) -> Agreement:
    """With golden cases, over the three outcomes: one person's, or everybody's.

    Raises:
        NotAllowed: neither one's own nor a senior's to see.
    """
    access.require(by, "quality.see", person)
    answers = GoldenAnswer.objects.filter(at__isnull=False)
    if person is not None:
        answers = answers.filter(person=person)
    pairs = list(answers.values_list("golden__outcome", "outcome"))
    return Agreement(
        n=len(pairs),
        agreed=sum(right == said for right, said in pairs),
        kappa=kappa(pairs) if len(pairs) >= LEAST else None,
    )


def second_eyes(person: Person | None, *, by: Person) -> Pairs:
    """Between the one who chose and the one who looked after them: where `person` was either, or everybody's.

    Raises: as `agreement`.
    """
    access.require(by, "quality.see", person)
    agreed = Decision.objects.filter(second__isnull=False)
    disagreed = Proposal.objects.filter(disagreed_by__isnull=False)
    if person is not None:
        agreed = agreed.filter(Q(by=person) | Q(second=person))
        disagreed = disagreed.filter(Q(by=person) | Q(disagreed_by=person))
    return Pairs(agreed.count(), disagreed.count())
