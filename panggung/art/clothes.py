"""The torso and what covers it, as SVG in the figure's units: feet at (0, 0), shoulders near y = -170."""

from collections.abc import Callable

from panggung.art.colour import INK, dark, dots, light, n
from panggung.art.look import Look

_BODY = "M-23 -178Q-37 -177 -39 -160L-43 -98Q-43 -84 -30 -84H30Q43 -84 43 -98L39 -160Q37 -177 23 -178Q0 -166 -23 -178Z"
_PETALS = "q-5-5 0-10q5 5 0 10m0 2q-5 5 0 10q5-5 0-10m-1-1q-5-5-10 0q5 5 10 0m2 0q5-5 10 0q-5 5-10 0"


def _star(x: float, y: float, scale: float, fill: str) -> str:
    path = "M0 0L2.4 5.4 8.3 6 3.9 9.9 5.2 15.7 0 12.7-5.2 15.7-3.9 9.9-8.3 6-2.4 5.4Z"
    return f'<path transform="translate({n(x)} {n(y)}) scale({n(scale)})" d="{path}" fill="{fill}"/>'


def _neckline(fill: str) -> str:
    return f'<path d="M-19 -177Q0 -157 19 -177" fill="none" stroke="{fill}" stroke-width="5"/>'


def _tee(look: Look) -> str:
    return _neckline(look.accent) + _star(0, -146, 1.9, look.accent)


def _striped(look: Look) -> str:
    bands = "".join(f"M{n(-w)} {y}H{n(w)}" for y, w in ((-150, 39), (-130, 40.5), (-110, 41.8)))
    return f'<path d="{bands}" stroke="{look.accent}" stroke-width="8" stroke-linecap="butt"/>' + _neckline(look.accent)


def _batik(look: Look) -> str:
    deep = dark(look.cloth, 0.3)
    return (
        f'<path d="M0 -160V-85" stroke="{deep}" stroke-width="1.6"/>'
        f'<path d="M-20 -177L0 -158 20 -177 12 -179 0 -168-12 -179Z" fill="{deep}"/>'
    )


def _kebaya(look: Look) -> str:
    edge = ((14, -160), (17, -146), (20, -132), (23, -118))
    lace = dots(((x * side, y) for x, y in edge for side in (-1, 1)), 2.6, light(look.cloth, 0.6))
    return (
        f'<path d="M-12 -175L0 -128 12 -175Q0 -166 -12 -175Z" fill="{look.accent}"/>'
        f'<path d="M-14 -176L0 -126 14 -176M0 -126V-86" fill="none" stroke="{dark(look.cloth, 0.25)}"'
        ' stroke-width="3"/>'
        f"{lace}"
        f'<path d="M-42 -104Q0 -92 42 -104V-92Q0 -80 -42 -92Z" fill="{look.accent}"/>'
        f'<circle cy="-127" r="4.2" fill="{look.accent}"/>'
    )


def _hoodie(look: Look) -> str:
    deep = dark(look.cloth, 0.22)
    return (
        f'<path d="M-27 -175Q0 -150 27 -175Q32 -188 0 -187 -32 -188 -27 -175Z" fill="{deep}"/>'
        f'<path d="M-26 -96L-19 -122H19L26 -96Z" fill="{dark(look.cloth, 0.1)}"/>'
        f'<path d="M-9 -164V-142M9 -164V-145" stroke="{look.accent}" stroke-width="2.6"/>'
        f'<path d="M-40 -88H40" stroke="{deep}" stroke-width="5"/>'
    )


def _overall(look: Look) -> str:
    return (
        '<path d="M-23 -178Q-37 -177 -39 -160L-41 -124H41L39 -160Q37 -177 23 -178Q0 -166 -23 -178Z"'
        f' fill="{look.accent}"/>'
        f'<path d="M-24 -176L-19 -140M24 -176L19 -140" stroke="{dark(look.cloth, 0.12)}" stroke-width="9"/>'
        f'<path d="M-25 -148H25V-118H-25Z" fill="{look.cloth}"/>'
        f'<path d="M-12 -139H12V-126Q0 -119 -12 -126Z" fill="{dark(look.cloth, 0.18)}"/>'
        '<circle cx="-19" cy="-143" r="3.4" fill="#fff4e0"/>'
        '<circle cx="19" cy="-143" r="3.4" fill="#fff4e0"/>'
    )


def _dress(look: Look) -> str:
    spots = dots(((-22, -148), (0, -142), (22, -148), (-12, -124), (12, -124)), 3, look.accent)
    return (
        f'{spots}<path d="M-39 -108H39" stroke="{look.accent}" stroke-width="7"/>'
        f'<path d="M-22 -177Q-10 -162 0 -168 10 -162 22 -177Q0 -168 -22 -177Z" fill="#fff4e0"/>'
    )


_TRIMS: dict[str, Callable[[Look], str]] = {
    "tee": _tee,
    "striped": _striped,
    "batik": _batik,
    "kebaya": _kebaya,
    "hoodie": _hoodie,
    "overall": _overall,
    "dress": _dress,
}


def _skirt(look: Look, swing: float) -> str:
    colour = look.cloth if look.top == "dress" else look.bottom
    low, s = (-34 if look.hair_style == "hijab" or look.top == "kebaya" else -52), swing * 0.5
    hem = f"M{n(-56 + s)} {low}Q{n(s)} {low + 12} {n(56 + s)} {low}"
    fold = "".join(f"M{x} -92L{n(x * 1.7 + s)} {low + 4}" for x in (-16, 0, 16))
    return (
        f'<path d="M-36 -100H36L{n(56 + s)} {low}Q{n(s)} {low + 12} {n(-56 + s)} {low}Z"'
        f' fill="{dark(colour, 0.05)}"/>'
        f'<path d="{fold}" stroke="{dark(colour, 0.25)}" stroke-width="2" stroke-opacity=".55"/>'
        f'<path d="{hem}" fill="none" stroke="{look.accent}" stroke-width="5"/>'
    )


def torso(look: Look, swing: float, back: bool, uid: str) -> str:
    """Body with its top; `back` leaves the front's trimmings away, `uid` names the gradient of the soft shade."""
    skirt = _skirt(look, swing) if (look.skirt or look.top == "dress") and not look.wheelchair else ""
    trim = "" if back and look.top != "striped" else _TRIMS[look.top](look)
    if look.top == "batik":
        trim = f'<path d="{_BODY}" fill="url(#{uid}b)"/>{trim}'
    return (
        f'<path d="M-11 -190H11V-168Q0 -160 -11 -168Z" fill="{dark(look.skin, 0.2)}"/>{skirt}'
        f'<path d="{_BODY}" fill="url(#{uid}c)"/>{trim}'
        '<path d="M39 -160L43 -98Q43 -84 30 -84H14Q32 -96 30 -130 29 -160 23 -178 37 -177 39 -160Z"'
        f' fill="{INK}" fill-opacity=".1"/>'
    )


def shades(look: Look, uid: str) -> str:
    """What a figure's fills refer to: cloth from light to deep, the round of the face, a kawung for batik."""
    cloth, skin = look.cloth, look.skin
    batik = ""
    if look.top == "batik":
        batik = (
            f'<pattern id="{uid}b" x="-13" y="-155" width="26" height="26" patternUnits="userSpaceOnUse">'
            f'<path d="M13 12{_PETALS}M0 2a2 2 0 0 0 2-2H0ZM26 2a2 2 0 0 1-2-2h2Z" fill="{look.accent}"'
            ' fill-opacity=".85"/>'
            "</pattern>"
        )
    return (
        f'<linearGradient id="{uid}c" x2=".5" y2="1"><stop stop-color="{light(cloth, 0.14)}"/>'
        f'<stop offset="1" stop-color="{dark(cloth, 0.12)}"/></linearGradient>'
        f'<radialGradient id="{uid}f" cx=".38" cy=".34" r=".75"><stop stop-color="{light(skin, 0.16)}"/>'
        f'<stop offset=".6" stop-color="{skin}"/><stop offset="1" stop-color="{dark(skin, 0.16)}"/>'
        f"</radialGradient>{batik}"
    )
