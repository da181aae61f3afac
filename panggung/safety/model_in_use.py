"""The text model that screens now, taken up by whoever screens; apart from `text_models`, since pages need no numpy."""

from pathlib import Path

from panggung.safety import text_models
from panggung.signals import textmodel


def folder_in_use() -> Path | None:
    """Where the weights lie that screen texts now; None where there are none and the word lists stand alone."""
    adopted = text_models.in_use()
    return text_models.folder_of(adopted) if adopted is not None else textmodel.named()


def take_up() -> None:
    """Let this process score by the model in use; asked before each screening, so that a change needs no restart.

    Raises:
        FileNotFoundError: its files are gone; nothing is cleared by word lists alone because of that.
    """
    adopted = text_models.in_use()
    if adopted is None:
        textmodel.use_named()
        return
    folder = text_models.folder_of(adopted)
    if not (folder / textmodel.WEIGHTS).is_file():
        raise FileNotFoundError(folder)
    textmodel.use(folder)
