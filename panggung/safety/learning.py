"""Decisions become training data: rows for the text model, a new model from them, and its figures beside the old one's.

Nothing that is trained here is used before a senior says so (`safety.text_models.adopt`). Rows hold words of videos
that are still here, but not who wrote them, and never lie on disk.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from panggung.core import audit
from panggung.core.errors import Refused
from panggung.people import access
from panggung.people.models import Person
from panggung.safety import model_in_use
from panggung.safety.models import Case, Decision, SignalRun, TextModel
from panggung.signals import textmodel, training, trainingrun
from panggung.signals.trainingrows import LABELS, Row, RowError
from panggung.stage.models import Video
from panggung.stage.states import GONE

# What a decision under a rule says about the words; a rule that isn't here says nothing about them.
SAYS: dict[str, str] = {"ABUSE-01": "Abusive", "HATE-01": "HS", "BULLY-01": "HS", "BULLY-02": "HS"}
SIGNAL_OF = {"Abusive": "text.abuse", "HS": "text.hate"}
SURE = 0.5
LEAST_LETTERS = 3


def rows() -> Iterator[Row]:
    """One row for each video whose words are those that a person decided about.

    The newest decision counts. Approved words carry no label; words refused under a rule of SAYS carry its label, and
    the other one where the signals said so too. Golden cases, and what went alone, teach nothing.
    """
    alive = Video.objects.exclude(state__in=GONE)
    seen: set[Any] = set()
    decided = Decision.objects.filter(by__isnull=False, case__video__in=alive).exclude(case__kind=Case.Kind.GOLDEN)
    for decision in decided.select_related("case__video").order_by("-at").iterator():
        video = decision.case.video
        if video.pk in seen or decision.case.edition != video.edition:
            continue
        seen.add(video.pk)
        text = "\n".join(part for part in (video.title, video.caption) if part)
        labels = _labels(decision)
        if labels is not None and sum(char.isalpha() for char in text) >= LEAST_LETTERS:
            yield Row(text, labels)


def _labels(decision: Decision) -> tuple[int, ...] | None:
    """One of 0 and 1 for each of LABELS; None where the decision says nothing about the words."""
    if decision.outcome == Decision.Outcome.APPROVE:
        return (0,) * len(LABELS)
    said = SAYS.get(decision.rule)
    if said is None:
        return None
    case = decision.case
    runs = SignalRun.objects.filter(video=case.video_id, edition=case.edition, value__gte=SURE)
    speaking = set(runs.values_list("name", flat=True))
    return tuple(int(label == said or SIGNAL_OF[label] in speaking) for label in LABELS)


def learn(*, by: Person, data: Path | None = None) -> TextModel:
    """Train on decisions (and on `data`, the folder of the shipped model's rows, where there is one), and measure.

    Both models are measured on the same fixed part that neither was trained on. Takes minutes and 2 GB of memory.

    Raises:
        NotAllowed: neither senior moderator nor operator.
        Refused: `too-few-rows`, or what is wrong with a file of `data`.
    """
    access.require(by, "model.see")
    home, work = Path(settings.VAR) / "models", Path(settings.WORK_ROOT)
    home.mkdir(parents=True, exist_ok=True)
    work.mkdir(parents=True, exist_ok=True)
    own = list(rows())
    with tempfile.TemporaryDirectory(dir=work) as scratch:  # what a killed run leaves there is swept
        out = Path(scratch) / "made"
        try:
            base, slang = trainingrun.read_folder(data)
            figures, aside = trainingrun.train_rows([*base, *own], slang, out)
        except RowError as error:
            raise Refused(error.code, where=error.where) from error
        told = {"new": figures["as written"], "old": _old_figures(aside), "disguised": figures}
        version = textmodel.load(out).version
        if not (home / version).exists():
            out.rename(home / version)
    return _keep(version, told, _card(version, told, len(own), data), len(own), by)


def _old_figures(aside: list[Row]) -> dict[str, float]:
    """Those of the model in use on the rows put aside, by its weights that never saw such rows."""
    folder = model_in_use.folder_in_use()
    if folder is None or not (folder / trainingrun.MEASURED).is_file():
        return {}
    figures = training.evaluate(textmodel.load(folder, trainingrun.MEASURED), aside)
    return {name: round(value, 4) for name, value in figures.items()}


@transaction.atomic
def _keep(version: str, figures: dict[str, Any], card: str, own: int, by: Person) -> TextModel:
    told = {"folder": version, "rows": own, "figures": figures, "card": card, "made_by": by}
    model, is_new = TextModel.objects.get_or_create(version=version, defaults=told)
    if is_new:
        audit.write("model.made", by=by, version=version, rows=own)
    return model


def _card(version: str, told: dict[str, Any], own: int, data: Path | None) -> str:
    """The model card: data, licence, figures, limits."""
    base = "the rows of the shipped model (CC BY-NC-SA 4.0: not for commercial sites) and " if data else ""
    lines = [
        f"# Text model {version}",
        "",
        f"Trained on {base}{own} texts that moderators decided about here.",
        "Labels from decisions: approved = none; ABUSE-01 = Abusive; HATE-01, BULLY-01, BULLY-02 = HS; the other label",
        "where the signals of that time said so. Figures: macro-F1 on a fixed part that neither model was trained on.",
        "",
        "| text | " + " | ".join(told["new"]) + " |",
        "| --- |" + " --- |" * len(told["new"]),
    ]
    measured = ({"model in use, as written": told["old"]} if told["old"] else {}) | told["disguised"]
    for name, values in measured.items():
        lines.append(f"| {name} | " + " | ".join(f"{value:.3f}" for value in values.values()) + " |")
    lines += [
        "",
        "Limits: it repeats the moderators' habits; few refused texts make its figures uncertain; see text-words.md.",
    ]
    return "\n".join(lines)
