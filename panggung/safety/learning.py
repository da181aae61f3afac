"""Decisions become training data: rows for the text model, a new model from them, and its figures beside the old one's.

Nothing that is trained here is used before a senior says so (`safety.text_models.adopt`). Rows hold words of videos
that are still here; who wrote them isn't in them, and they are deleted when the training is over.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction

from panggung.core import audit
from panggung.core.errors import Refused
from panggung.people import access
from panggung.people.models import Person
from panggung.safety import model_in_use
from panggung.safety.models import Case, Decision, SignalRun, TextModel
from panggung.signals import textmodel, training, trainingrun
from panggung.signals.trainingrows import Row, RowError, fixed_part, read_csv, read_jsonl
from panggung.stage.models import Video
from panggung.stage.states import GONE

# What a decision under a rule says about the words; a rule that isn't here says nothing about them.
SAYS: dict[str, str] = {"ABUSE-01": "Abusive", "HATE-01": "HS", "BULLY-01": "HS", "BULLY-02": "HS"}
SIGNAL_OF = {"Abusive": "text.abuse", "HS": "text.hate"}
SURE = 0.5
LEAST_LETTERS = 3


def rows() -> Iterator[dict[str, Any]]:
    """One row for each video whose words are those that a person decided about: {"text", "labels"}.

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
            yield {"text": text, "labels": labels}


def _labels(decision: Decision) -> dict[str, int] | None:
    if decision.outcome == Decision.Outcome.APPROVE:
        return dict.fromkeys(SIGNAL_OF, 0)
    said = SAYS.get(decision.rule)
    if said is None:
        return None
    case = decision.case
    runs = SignalRun.objects.filter(video=case.video_id, edition=case.edition, value__gte=SURE)
    speaking = set(runs.values_list("name", flat=True))
    return {label: int(label == said or name in speaking) for label, name in SIGNAL_OF.items()}


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
    with tempfile.TemporaryDirectory(dir=work) as scratch:  # what a killed run leaves there is swept
        own, out = Path(scratch) / "rows.jsonl", Path(scratch) / "made"
        own.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows()))
        try:
            figures = trainingrun.train_folder(data, out, own=own)
            old = _old_figures(data, own)
        except RowError as error:
            raise Refused(error.code, where=error.where) from error
        version = textmodel.load(out).version
        if not (home / version).exists():
            out.rename(home / version)
    return _keep(version, figures, old, by, data)


def _old_figures(data: Path | None, own: Path) -> dict[str, float]:
    """Those of the model in use on the fixed part of the same rows, by its weights that never saw that part."""
    folder = model_in_use.folder_in_use()
    if folder is None or not (folder / trainingrun.MEASURED).is_file():
        return {}
    return _rounded(training.evaluate(textmodel.load(folder, trainingrun.MEASURED), fixed_part(_all(data, own))[1]))


def _all(data: Path | None, own: Path) -> list[Row]:
    return (read_csv(data / "train.csv") if data else []) + read_jsonl(own)


def _rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in figures.items()}


@transaction.atomic
def _keep(
    version: str, figures: trainingrun.Figures, old: dict[str, float], by: Person, data: Path | None
) -> TextModel:
    own = sum(1 for _ in rows())
    told = {"new": figures["as written"], "old": old, "disguised": figures}
    model, is_new = TextModel.objects.get_or_create(
        version=version,
        defaults={
            "folder": version,
            "rows": own,
            "figures": told,
            "card": _card(version, told, own, data),
            "made_by": by,
        },
    )
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
    if told["old"]:
        lines.append(
            "| model in use, as written | " + " | ".join(f"{value:.3f}" for value in told["old"].values()) + " |"
        )
    for name, values in told["disguised"].items():
        lines.append(f"| {name} | " + " | ".join(f"{value:.3f}" for value in values.values()) + " |")
    lines += [
        "",
        "Limits: it repeats the moderators' habits; few refused texts make its figures uncertain; see text-words.md.",
    ]
    return "\n".join(lines)
