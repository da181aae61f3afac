"""People: who somebody is, which roles they were given, who guards whom, and what a guardian has consented to."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models

from panggung.core import clock, ids
from panggung.rules import bands, in_force, tiers


class User(AbstractUser):
    """A log-in. Everything about the human is in `Person`; a child under 13 has no log-in at all."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(blank=True, default="")


class Person(models.Model):
    """Somebody who makes, watches or decides. Age is birth year and month, never a day; no contact, no place."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.PROTECT, related_name="person")
    alias = models.CharField(max_length=40)
    birth_year = models.PositiveSmallIntegerField()
    birth_month = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5, default="id")
    pin = models.CharField(max_length=200, default="", blank=True)
    pin_guesses = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(birth_month__range=(1, 12)), name="person_birth_month"),
        )

    def __str__(self) -> str:
        return self.alias

    def tier(self, today: date | None = None) -> tiers.Tier:
        """The band that the person is surely in (in a birthday's month: the younger one) and its limits."""
        return in_force.tiers().of(bands.band(self.birth_year, self.birth_month, today or clock.now().date()))

    @property
    def is_minor(self) -> bool:
        return self.tier().from_age < 18


class Grant(models.Model):
    """A role given to a person: for the whole site, or for one institution, campaign or class."""

    class Scope(models.TextChoices):
        SITE = "site"
        INSTITUTION = "institution"
        CAMPAIGN = "campaign"
        CLASS = "class"

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20)
    scope = models.CharField(max_length=20, choices=Scope.choices, default=Scope.SITE)
    scope_id = models.UUIDField(null=True, blank=True)
    given_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "role", "scope", "scope_id"],
                condition=models.Q(ended_at=None),
                name="grant_once",
                nulls_distinct=False,
            ),
        )


class Guardianship(models.Model):
    """An adult guards a child. It counts only once both sides have confirmed it, and until it has ended."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    guardian = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="guards")
    child = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="guarded_by")
    method = models.CharField(max_length=30)
    guardian_confirmed_at = models.DateTimeField(null=True)
    child_confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(guardian=models.F("child")), name="guardian_is_another"),
        )


class Consent(models.Model):
    """What a guardian allowed for a child, for one purpose, on one text; ended when withdrawn, never deleted.

    Source: PP 17/2025 Art. 9 (consent before any use; withdrawal is as easy), UU 27/2022 Art. 25.
    """

    class Purpose(models.TextChoices):
        WATCH = "watch"
        MAKE = "make"
        CLASS = "class"
        CAMPAIGN = "campaign"
        PUBLIC = "public"

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    child = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents_given")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    text_version = models.CharField(max_length=20)
    text_hash = models.CharField(max_length=64)
    method = models.CharField(max_length=30)
    given_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["child", "purpose", "ended_at"], name="consent_standing"),)
