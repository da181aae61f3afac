import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from panggung.art.look import BOTTOMS, CLOTHS, HAIR_STYLES, TOPS
from panggung.art.puppet import Look, Pose, Scene, curtain, draw, figure, kawung, logo, look_for, portrait

FORBIDDEN = re.compile(
    r"<script|<style|<foreignObject|<image|<text|\sstyle=|\son\w+=|href|https?://(?!www\.w3\.org/2000/svg)|@import",
    re.I,
)
TURNED = Pose(turn=180, arm_l=120, elbow_l=-30, mouth=0.8, joy=1, fingers_r=5)


@pytest.mark.parametrize("style", HAIR_STYLES)
@pytest.mark.parametrize("top", TOPS)
def test_every_look_draws_valid_xml_from_both_sides(style, top):
    for wheelchair in (False, True):
        look = Look(
            hair_style=style, top=top, wheelchair=wheelchair, glasses=True, flower=True, freckles=True, skirt=True
        )
        for pose in (Pose(), TURNED, Pose(blink=1, fingers_l=3)):
            picture = draw(look, pose, Scene())
            ET.fromstring(picture)
            assert not FORBIDDEN.search(picture)


def test_each_hair_style_and_top_is_seen():
    pictures = {figure(Look(hair_style=style, top=top), Pose()) for style in HAIR_STYLES for top in TOPS}
    assert len(pictures) == len(HAIR_STYLES) * len(TOPS)


def test_a_thousand_portraits_are_distinct_small_and_safe_under_a_strict_policy():
    portraits = [portrait(seed) for seed in range(1000)]
    shapes = {re.sub(r"p[0-9a-f]{4,8}(?=[scfb])", "", picture) for picture in portraits}
    assert len(shapes) == 1000
    assert max(len(picture.encode()) for picture in portraits) < 6 * 1024
    for picture in portraits[:200]:
        assert ET.fromstring(picture).get("aria-hidden") == "true"
        assert not FORBIDDEN.search(picture)


def test_ids_in_one_page_never_meet():
    ids = [found for seed in range(300) for found in re.findall(r' id="([^"]+)"', portrait(seed))]
    assert len(ids) == len(set(ids))


def test_every_reference_in_a_portrait_is_to_itself():
    for seed in ("Bintang 7", 3, "b0a1"):
        picture = portrait(seed, width=64, height=64)
        assert set(re.findall(r"url\(#([^)]+)\)", picture)) <= set(re.findall(r' id="([^"]+)"', picture))


def test_the_same_seed_is_the_same_puppet():
    assert portrait("Bintang 7") == portrait("Bintang 7")
    assert look_for(14) == look_for("14")
    assert look_for(14) != look_for(15)


def test_no_look_wears_a_uniform():
    for seed in range(2000):
        look = look_for(seed)
        assert look.cloth in CLOTHS
        assert look.bottom in BOTTOMS
        assert look.cloth.lower() not in {"#fff", "#ffffff"}


def test_joints_move_the_picture():
    still = figure(Look(), Pose())
    for joint in ("arm_l", "elbow_r", "leg_l", "lean", "tilt", "turn", "x", "y", "mouth", "gaze_x", "swing"):
        look = Look(hair_style="braids")
        assert figure(look, replace(Pose(), **{joint: 0.9 if joint == "mouth" else 40})) != figure(look, Pose()), joint
    assert figure(Look(), Pose()) == still


def test_ornaments_are_valid_and_the_curtain_opens():
    for picture in (logo(), kawung(), f'<svg xmlns="http://www.w3.org/2000/svg">{curtain(0.5)}</svg>'):
        ET.fromstring(picture)
        assert not FORBIDDEN.search(picture)
    assert curtain(0) != curtain(1)
