"""Who a puppet is: skin, hair, clothes. `look_for` gives every seed one lasting look."""

import random
from dataclasses import dataclass

from panggung.art.colour import CURTAIN, LEAF, SEA, TURMERIC

SKINS = ("#8d5a3a", "#a86b45", "#c98a5e", "#6f4329", "#b97a50", "#d9a074")
HAIRS = ("#1b1420", "#2b1b12", "#241a2c", "#3a2318")
HAIR_STYLES = (
    "short", "tousled", "curly", "bob", "braids", "pigtails", "puffs", "ponytail", "bun", "hijab", "peci",
)  # fmt: skip
TOPS = ("tee", "striped", "batik", "kebaya", "hoodie", "overall", "dress")
CLOTHS = (CURTAIN, SEA, LEAF, TURMERIC, "#6a3fb5", "#e8704a", "#178a8a", "#d9578a")
VEILS = ("#d9578a", LEAF, "#6a3fb5", "#178a8a", "#f2a65a", SEA)
# Never the colours of school uniforms (red, navy or grey under a white shirt, scout brown): these name no level.
BOTTOMS = ("#3b2f5c", "#4a6c8c", "#7a4a6a", "#2f6b66", "#8a6a3c")
ACCENTS = (TURMERIC, "#fff4e0", "#ffd6e0", "#bfe3ff", "#d6f5d6")


@dataclass(frozen=True)
class Look:
    """The lasting traits of one puppet. Colours are `#rrggbb`; styles are names from the tables above."""

    skin: str = SKINS[1]
    hair: str = HAIRS[0]
    hair_style: str = "short"
    top: str = "tee"
    cloth: str = LEAF
    accent: str = TURMERIC
    bottom: str = BOTTOMS[0]
    skirt: bool = False
    veil: str = VEILS[0]
    glasses: bool = False
    flower: bool = False
    freckles: bool = False
    wheelchair: bool = False


def look_for(seed: int | str) -> Look:
    """The same look for the same seed, for ever and on every machine."""
    r = random.Random(f"look:{seed}")
    style = r.choice(HAIR_STYLES)
    girlish = style in {"braids", "pigtails", "puffs", "ponytail", "bun", "bob", "hijab"}
    top = r.choice(TOPS if girlish else tuple(t for t in TOPS if t not in {"kebaya", "dress"}))
    cloth = r.choice(CLOTHS)
    return Look(
        skin=r.choice(SKINS),
        hair=r.choice(HAIRS),
        hair_style=style,
        top=top,
        cloth=cloth,
        accent=r.choice([a for a in ACCENTS if a != cloth]),
        bottom=r.choice(BOTTOMS),
        skirt=girlish and r.random() < 0.5,
        veil=r.choice([v for v in VEILS if v != cloth]),
        glasses=r.random() < 0.2,
        flower=girlish and style != "hijab" and r.random() < 0.35,
        freckles=r.random() < 0.15,
        wheelchair=r.random() < 0.08,
    )
