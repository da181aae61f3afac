"""Rows without a domain word: the audit chain, and the lease that any row of work can carry."""

from django.db import models

from panggung.core import clock, ids


class AuditLine(models.Model):
    """One thing that happened, written inside the transaction that made it happen.

    `seq` and `hash` are empty until the sealer has put the line into the chain (`core.audit.seal`).
    """

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    at = models.DateTimeField(default=clock.now)
    kind = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)
    by_id = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)
    seq = models.BigIntegerField(null=True, unique=True)
    hash = models.CharField(max_length=64, default="")

    class Meta:
        indexes = (
            models.Index(fields=["at"], condition=models.Q(seq=None), name="audit_unsealed"),
            models.Index(fields=["subject_id", "at"], name="audit_subject"),
            models.Index(fields=["by_id", "at"], name="audit_by"),
        )


class Chain(models.Model):
    """The head of the audit chain; the sealer holds this row while it works."""

    name = models.CharField(primary_key=True, max_length=20)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)


class Leased(models.Model):
    """A row of work that one worker at a time may hold, for a while (see `core.leases`)."""

    lease_holder = models.CharField(max_length=60, default="", blank=True)
    lease_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
