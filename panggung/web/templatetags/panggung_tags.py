"""What templates draw and say: icons, puppets, the pattern of the curtain, figures and times."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from panggung.art import puppet as art
from panggung.campaigns.models import Campaign

register = template.Library()

WAVE_BARS = 44
WAVE_HEIGHT = 30


@lru_cache(maxsize=1)
def _icons(path: Path, changed_at: float) -> dict[str, str]:
    """Name → the inner SVG of a Lucide icon; the build writes those that frontend/icons.json names."""
    icons: dict[str, str] = json.loads(path.read_text())
    return icons


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An inline icon that screen readers skip. Raises KeyError for one that frontend/icons.json doesn't name."""
    path = Path(settings.DJANGO_VITE["default"]["manifest_path"]).with_name("icons.json")
    return format_html(
        '<svg class="icon {}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>',
        css,
        mark_safe(_icons(path, path.stat().st_mtime)[name]),  # noqa: S308 our own build's file
    )


@register.simple_tag
def puppet(seed: int | str, width: int = 160, height: int = 284) -> SafeString:
    """The puppet of `seed` as decoration."""
    return mark_safe(art.portrait(seed, width=width, height=height))  # noqa: S308 drawn by us from a number


@register.simple_tag
def kawung() -> SafeString:
    """The pattern of the curtain; fills what it stands in."""
    return mark_safe(art.kawung())  # noqa: S308 a constant


@register.simple_tag
def logo(size: int = 34) -> SafeString:
    """The sign of the stage, `size` pixels wide and high."""
    return mark_safe(art.logo(size))  # noqa: S308 a constant


@register.simple_tag
@lru_cache(maxsize=32)
def troupe(*seeds: int) -> SafeString:
    """Puppets side by side without a sky, the middle one in front, in a circle of light."""
    poses = (
        art.Pose(arm_l=28, arm_r=150, elbow_r=20, lean=-3, tilt=-5, swing=-4),
        art.Pose(arm_l=148, arm_r=146, elbow_l=22, elbow_r=22, mouth=0.5, joy=1, y=-6),
        art.Pose(arm_l=152, arm_r=24, elbow_l=18, lean=3, tilt=6, swing=4),
    )
    if len(seeds) == 1:
        places = [(130, 1.0, seeds[0], poses[1])]
    else:
        places = [(92, 0.86, seeds[0], poses[0]), (388, 0.86, seeds[2], poses[2]), (240, 1.0, seeds[1], poses[1])]
    width = 260 if len(seeds) == 1 else 480
    figures = "".join(
        f'<ellipse cx="{x}" cy="372" rx="{78 * scale:.0f}" ry="13" fill="#1a0610" opacity=".35"/>'
        f'<g transform="translate({x} 370) scale({scale})">{art.figure(art.look_for(seed), pose, uid=f"t{seed}")}</g>'
        for x, scale, seed, pose in places
    )
    return mark_safe(  # noqa: S308 drawn by us from numbers
        f'<svg viewBox="0 0 {width} 400" width="{width}" height="400" aria-hidden="true" focusable="false"><defs>'
        '<radialGradient id="spot"><stop stop-color="#ffe9b8" stop-opacity=".5"/><stop offset="1" stop-color="#ffe9b8"'
        f' stop-opacity="0"/></radialGradient></defs><ellipse cx="{width / 2}" cy="230" rx="{width / 2}" ry="210"'
        f' fill="url(#spot)"/>{figures}</svg>'
    )


@register.simple_tag
def wave(peaks: Sequence[int]) -> SafeString:
    """A song's loudness (0–100) as bars, twice: quiet, and clipped to what has been played."""
    step = len(peaks) / WAVE_BARS
    levels = [max(peaks[int(i * step) : max(int((i + 1) * step), int(i * step) + 1)]) for i in range(WAVE_BARS)]
    heights = [max(3, round(level * WAVE_HEIGHT / 100)) for level in levels]
    bars = format_html_join(
        "", '<rect x="{}" y="{}" width="2" height="{}" rx="1"/>',
        ((i * 3, (WAVE_HEIGHT - height) / 2, height) for i, height in enumerate(heights)),
    )  # fmt: skip
    return format_html(
        '<svg class="wave" viewBox="0 0 {w} {h}" preserveAspectRatio="none" fill="currentColor" aria-hidden="true"'
        ' focusable="false"><clipPath id="played"><rect width="0" height="{h}"/></clipPath>'
        '<g class="rest">{bars}</g><g clip-path="url(#played)">{bars}</g></svg>',
        w=WAVE_BARS * 3 - 1,
        h=WAVE_HEIGHT,
        bars=bars,
    )


@register.filter
def figure(value: float | int | None) -> str:
    """A number with the reader's separators: 12.400 or 12,400; a dash for None."""
    return "–" if value is None else str(formats.number_format(value, use_l10n=True, force_grouping=True))


@register.filter
def clocktime(value: datetime | None) -> str:
    """For example 23 Juli 2018, 16.04 WIB, in the site's time zone."""
    if value is None:
        return "–"
    local = timezone.localtime(value)
    clock = local.strftime("%H.%M" if get_language() == "id" else "%H:%M")
    return f"{formats.date_format(local, 'j F Y')}, {clock} {local.strftime('%Z')}"


@register.filter
def minutes(seconds: float) -> str:
    """A length as minutes.seconds: 0.18"""
    whole = round(seconds)
    return f"{whole // 60}.{whole % 60:02d}"


@register.filter
def days(campaign: Campaign) -> str:
    """From when to when a campaign takes videos: 20–25 Juli 2026; the month twice only where it changes.

    `closes` itself is too late, so a campaign that closes at midnight ends with the day before.
    """
    first = timezone.localtime(campaign.opens)
    last = timezone.localtime(campaign.closes - timedelta(seconds=1))
    same_month = (first.year, first.month) == (last.year, last.month)
    start = "j" if same_month else "j F" if first.year == last.year else "j F Y"
    dash = "–" if same_month else " – "
    return f"{formats.date_format(first, start)}{dash}{formats.date_format(last, 'j F Y')}"


@register.filter
def is_choice(field: BoundField) -> bool:
    """Whether the field is one box to tick, whose label stands behind it."""
    return getattr(field.field.widget, "input_type", "") == "checkbox"


@register.simple_tag(takes_context=True)
def theme(context: dict[str, Any]) -> str:
    """ "light" or "dark" where the reader chose one, else nothing and the device decides."""
    request = context.get("request")
    chosen = request.COOKIES.get("tema", "") if request else ""
    return chosen if chosen in ("light", "dark") else ""
