"""Evidence under seal: kept apart from everything that is served, opened by two people together."""

from uuid import UUID

from django.db import models

from panggung.core import clock, ids
from panggung.people.models import Person
from panggung.safety.models.cases import Decision
from panggung.stage.models import Video


class Sealed(models.Model):
    """What was put under seal by a decision: files below `folder` of the media store, and the words.

    `first` asks to open it and says why, `second` (somebody else) opens; both may look until `open_until`. `files` says
    where they are, or what is still to be done with them, so that a killed process loses none.
    """

    class Files(models.TextChoices):
        TO_SEAL = "to_seal"
        SEALED = "sealed"
        TO_RETURN = "to_return"
        RETURNED = "returned"
        TO_DELETE = "to_delete"
        DELETED = "deleted"

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="sealed")
    video = models.ForeignKey(Video, on_delete=models.PROTECT, related_name="sealed")
    rule = models.CharField(max_length=20)
    folder = models.CharField(max_length=80)
    files = models.CharField(max_length=10, choices=Files.choices, default=Files.TO_SEAL)
    words = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)
    why = models.CharField(max_length=300, blank=True, default="")
    first = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField(null=True)
    second = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    second_at = models.DateTimeField(null=True)
    open_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    ended_why = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["video"], condition=models.Q(ended_at=None), name="sealed_video_once"),
        )
        indexes = (
            models.Index(
                fields=["at"],
                condition=models.Q(files__in=["to_seal", "to_return", "to_delete"]),
                name="sealed_to_do",
            ),
        )

    def people_concerned(self) -> list[UUID]:
        """Ids of the people whose family may not look."""
        return self.video.people_concerned()

    def is_opened_for(self, person: Person) -> bool:
        """Whether `person` is one of the two who opened it, and its time isn't over."""
        if self.ended_at is not None or self.open_until is None or self.open_until <= clock.now():
            return False
        return person.pk in (self.first_id, self.second_id)
