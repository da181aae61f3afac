"""The stage's own signs: logo, kawung pattern and curtain."""

from panggung.art.colour import CURTAIN, CURTAIN_DEEP, PAPER, TURMERIC, dark, light, n


def logo(size: int = 34) -> str:
    """A figure in the light under a scalloped curtain, in a rounded square."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="{size}" height="{size}"'
        ' aria-hidden="true" focusable="false">'
        f'<rect width="40" height="40" rx="11" fill="{CURTAIN}"/>'
        f'<path d="M13 8L5 40H35L27 8Z" fill="{light(CURTAIN, 0.25)}" fill-opacity=".55"/>'
        f'<ellipse cx="20" cy="33.5" rx="11" ry="2.6" fill="{CURTAIN_DEEP}" fill-opacity=".6"/>'
        '<path d="M13.4 33L18 22.5L11 17.6Q10 16.2 11.4 15.6L17.6 18.6H22.4L28.6 15.6Q30 16.2 29'
        f' 17.6L22 22.5L26.6 33Z" fill="{TURMERIC}"/>'
        f'<circle cx="20" cy="14.4" r="4.4" fill="{PAPER}"/>'
        '<path d="M0 11A11 11 0 0 1 11 0H29A11 11 0 0 1 40 11V8'
        'C37 12.4 33 12.4 30 8 27 12.4 23 12.4 20 8 17 12.4 13 12.4 10 8 7 12.4 3 12.4 0 8Z"'
        f' fill="{CURTAIN_DEEP}"/></svg>'
    )


def kawung() -> str:
    """The quiet pattern of curtains, filling what it is put into; white and turmeric at low strength."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%" aria-hidden="true"'
        ' focusable="false"><defs>'
        '<pattern id="kawung" width="44" height="44"'
        f' patternUnits="userSpaceOnUse">{_motif("#fff", 0.16, 0.5)}</pattern></defs>'
        '<rect width="100%" height="100%" fill="url(#kawung)"/></svg>'
    )


def _motif(stroke: str, strength: float, dot: float) -> str:
    return (
        f'<g fill="none" stroke="{stroke}" stroke-opacity="{strength}" stroke-width="1.6">'
        '<ellipse cx="22" cy="9" rx="7" ry="10"/>'
        '<ellipse cx="22" cy="35" rx="7" ry="10"/><ellipse cx="9" cy="22" rx="10" ry="7"/>'
        '<ellipse cx="35" cy="22" rx="10" ry="7"/></g>'
        f'<circle cx="22" cy="22" r="2" fill="{TURMERIC}" fill-opacity="{dot}"/>'
    )


def _drape(side: int, edge: float, w: float, h: float) -> str:
    """One half of the curtain, hanging from its outer side to `edge`, gathered as it opens."""
    outer = 0.0 if side < 0 else w
    folds, out = 5, ""
    for k in range(folds):
        a, b = (outer + (edge - outer) * (k + i) / folds for i in (0, 1))
        colour = (CURTAIN, dark(CURTAIN, 0.16))[k % 2]
        low = h * (0.93 - 0.012 * (k % 2))
        out += f'<path d="M{n(a)} 0H{n(b)}V{n(low)}Q{n((a + b) / 2)} {n(low + 12)} {n(a)} {n(low)}Z" fill="{colour}"/>'
        out += (
            f'<path d="M{n((a * 2 + b) / 3)} 0V{n(low)}" stroke="{light(CURTAIN, 0.3)}" stroke-width="2"'
            ' stroke-opacity=".35"/>'
        )
    cord = 5 if abs(edge - outer) < w * 0.3 else 0
    return out + f'<path d="M{n(outer)} {n(h * 0.62)}H{n(edge)}" stroke="{TURMERIC}" stroke-width="{cord}"/>'


def curtain(open: float, size: tuple[int, int] = (360, 640)) -> str:
    """The red curtain of the stage as an SVG group; `open` goes from 0 (shut) to 1 (drawn aside)."""
    w, h = size
    left = w / 2 * (1 - 0.78 * open)
    swags = "".join(f"Q{n(w * (k + 0.5) / 5)} {n(h * 0.13)} {n(w * (k + 1) / 5)} {n(h * 0.055)}" for k in range(5))
    return (
        '<defs><pattern id="kw" width="44" height="44"'
        f' patternUnits="userSpaceOnUse">{_motif("#fff", 0.13, 0.4)}</pattern></defs>'
        f"<g>{_drape(-1, left, w, h)}{_drape(1, w - left, w, h)}"
        f'<path d="M0 0H{n(left)}V{n(h * 0.92)}H0ZM{n(w - left)} 0H{w}V{n(h * 0.92)}H{n(w - left)}Z"'
        ' fill="url(#kw)"/>'
        f'<path d="M0 0H{w}V{n(h * 0.055)}H0Z" fill="{CURTAIN_DEEP}"/>'
        f'<path d="M0 {n(h * 0.055)}{swags}V0H0Z" fill="{CURTAIN_DEEP}"/>'
        f'<path d="M0 {n(h * 0.055)}{swags}" fill="none" stroke="{TURMERIC}" stroke-width="4"/></g>'
    )
