"""The palette of the stage, the few colour sums that soft shading needs, and SVG's shortest words for them."""

from collections.abc import Iterable

CURTAIN = "#b4233c"
CURTAIN_DEEP = "#7d1530"
TURMERIC = "#ffb938"
LEAF = "#1d7a4a"
SEA = "#1f5fa8"
INK = "#211836"
PAPER = "#fff9f1"
BLUSH = "#e5484d"
CONFETTI = (TURMERIC, CURTAIN, SEA, LEAF, "#ffffff", "#f58fa5")


def mix(a: str, b: str, share: float) -> str:
    """Colour `share` of the way from `a` to `b`; both are `#rrggbb`, `share` is in 0..1."""
    pairs = ((int(a[i : i + 2], 16), int(b[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(x + (y - x) * share):02x}" for x, y in pairs)


def light(colour: str, share: float = 0.18) -> str:
    """A tint toward warm paper."""
    return mix(colour, "#fff4e0", share)


def dark(colour: str, share: float = 0.18) -> str:
    """A shade toward aubergine ink, so that shadows stay warm."""
    return mix(colour, INK, share)


def n(value: float) -> str:
    """The shortest decimal that is exact to a tenth of a unit: SVG text is kept small with it."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def dots(points: Iterable[tuple[float, float]], r: float, colour: str, opacity: float = 1) -> str:
    """Round dots of radius `r` as one path: points without length that only their round caps show."""
    path = "".join(f"M{n(x)} {n(y)}h.01" for x, y in points)
    faint = f' stroke-opacity="{opacity:.2g}"' if opacity < 1 else ""
    return f'<path d="{path}" stroke="{colour}" stroke-width="{n(2 * r)}" stroke-linecap="round"{faint}/>'
