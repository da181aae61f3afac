"""A bench writes its table into a model card, between `<!-- NAME -->` and `<!-- /NAME -->`."""

from pathlib import Path

CARDS = Path(__file__).parents[1] / "docs" / "model-cards"


def write(card: str, name: str, rows: list[str]) -> None:
    """Replace what stands between the markers of `name` in docs/model-cards/`card`.

    Raises:
        ValueError: the card has no such markers.
    """
    path = CARDS / card
    before, rest = path.read_text(encoding="utf-8").split(f"<!-- {name} -->\n")
    _, after = rest.split(f"<!-- /{name} -->")
    path.write_text(f"{before}<!-- {name} -->\n" + "\n".join(rows) + f"\n<!-- /{name} -->{after}", encoding="utf-8")
