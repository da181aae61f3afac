"""Safety: what the signals found, what the rulebook made of it, what people said, and what a person decided."""

from panggung.safety.models.calibration import Calibration
from panggung.safety.models.cases import Case, Decision, Proposal, Question
from panggung.safety.models.desk import Golden, GoldenAnswer, Queue
from panggung.safety.models.learned import TextModel
from panggung.safety.models.screening import Fingerprint, RulebookVersion, SignalRun, Verdict
from panggung.safety.models.sealed import Sealed
from panggung.safety.models.voices import Appeal, Report

__all__ = [
    "Appeal",
    "Calibration",
    "Case",
    "Decision",
    "Fingerprint",
    "Golden",
    "GoldenAnswer",
    "Proposal",
    "Question",
    "Queue",
    "Report",
    "RulebookVersion",
    "Sealed",
    "SignalRun",
    "TextModel",
    "Verdict",
]
