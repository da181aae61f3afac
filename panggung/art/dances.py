"""Moves keyed to the song's beats. A move is a function from beats to a `Pose`; a dance is a table of moves.

Whole beats are the accents: figures are low and squashed on the beat and light between. What follows the body (hair,
head, skirt) is added afterwards by looking a little back in time, and the mouth sings the melody of `tune`.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from math import cos, pi, sin

from panggung.art import tune
from panggung.art.pose import Pose, blend, reach

Move = Callable[[float], Pose]
Dance = tuple[tuple[float, str], ...]
_BLEND = 0.45


def ease(x: float) -> float:
    """Slow in, slow out, for x in 0..1."""
    x = min(max(x, 0.0), 1.0)
    return x * x * (3 - 2 * x)


def _hop(beat: float, high: float = 11) -> tuple[float, float]:
    """Height (negative is up) and squash of a light bounce on every beat."""
    lift = abs(sin(pi * beat))
    return -high * lift, 0.055 * (1 - lift) ** 2 - 0.025 * lift


def bounce(beat: float) -> Pose:
    """Bounce on the beat while the arms swing."""
    y, squash = _hop(beat)
    s = sin(pi * beat)
    return Pose(
        y=y, squash=squash, lean=3 * s, arm_l=34 + 16 * s, elbow_l=-38, arm_r=34 - 16 * s, elbow_r=-38, leg_l=4, leg_r=4
    )


def sway(beat: float) -> Pose:
    """Rock from side to side with the hands up like rice in the wind."""
    s = sin(pi * beat / 2)
    y, squash = _hop(beat, 5)
    return Pose(
        x=12 * s,
        y=y,
        squash=squash,
        lean=9 * s,
        tilt=5 * s,
        arm_l=128 - 24 * s,
        elbow_l=14 - 22 * s,
        arm_r=128 + 24 * s,
        elbow_r=14 + 22 * s,
        leg_l=4 - 4 * s,
        leg_r=4 + 4 * s,
        gaze_x=0.7 * s,
    )


def wave(beat: float) -> Pose:
    """Wave to the viewer with one hand, the other on the hip."""
    y, squash = _hop(beat, 7)
    return Pose(
        y=y,
        squash=squash,
        lean=-4,
        tilt=6,
        arm_l=42,
        elbow_l=-92,
        arm_r=122,
        elbow_r=24 + 26 * sin(2 * pi * beat),
        leg_r=6,
    )


def spin(beat: float) -> Pose:
    """Once round in three beats, then a bow of the head."""
    way = ease((beat % 4) / 3)
    y, squash = _hop(beat, 8)
    out = sin(pi * way)
    return Pose(
        y=y,
        squash=squash,
        turn=360 * way,
        lean=5 * out,
        arm_l=30 + 62 * out,
        elbow_l=10,
        arm_r=30 + 62 * out,
        elbow_r=10,
        joy=1 if beat % 4 > 2.9 else 0,
    )


def jump(beat: float) -> Pose:
    """Crouch, leap high with arms and legs wide, land, every two beats."""
    p = (beat % 2) / 2
    if p < 0.3:
        low = sin(pi * p / 0.3)
        return Pose(squash=0.15 * low, arm_l=20, elbow_l=-20, arm_r=20, elbow_r=-20, leg_l=8, leg_r=8, gaze_y=-1)
    air = sin(pi * (p - 0.3) / 0.7)
    return Pose(
        y=-78 * air,
        squash=-0.05 * air,
        arm_l=24 + 112 * ease(air * 1.4),
        arm_r=24 + 112 * ease(air * 1.4),
        elbow_l=6,
        elbow_r=6,
        leg_l=4 + 26 * air,
        leg_r=4 + 26 * air,
        knee_l=-14 * air,
        knee_r=-14 * air,
        mouth=0.9 * air,
        joy=1 if air > 0.55 else 0,
    )


def clap(beat: float) -> Pose:
    """Hands meet before the chest on every beat."""
    apart = abs(sin(pi * beat)) ** 0.8
    y, squash = _hop(beat)
    left, right = (reach(s, s * (9 + 46 * apart), -132 - 10 * apart) for s in (-1, 1))
    return Pose(
        y=y,
        squash=squash,
        tilt=5 * sin(pi * beat / 2),
        arm_l=left[0],
        elbow_l=left[1],
        arm_r=right[0],
        elbow_r=right[1],
        leg_l=4,
        leg_r=4,
    )


def cheer(beat: float) -> Pose:
    """One fist up, then the other, with a step to each side."""
    s = sin(pi * beat)
    up, down = ease((s + 0.8) / 1.6), ease((0.8 - s) / 1.6)
    y, squash = _hop(beat, 13)
    return Pose(
        x=9 * s,
        y=y,
        squash=squash,
        lean=5 * s,
        tilt=-4 * s,
        arm_l=30 + 112 * down,
        elbow_l=-50 * up,
        arm_r=30 + 112 * up,
        elbow_r=-50 * down,
        leg_l=6 + 10 * down,
        leg_r=6 + 10 * up,
        gaze_x=s * 0.6,
    )


def jaipong(beat: float) -> Pose:
    """Bent elbows and turned wrists, a nod to Sundanese dance: one hand high and out, one low and in, then changed."""
    s = sin(pi * beat / 2)
    share = ease((s + 0.7) / 1.4)
    a, b = Pose(arm_l=96, elbow_l=70, arm_r=66, elbow_r=-84), Pose(arm_l=66, elbow_l=-84, arm_r=96, elbow_r=70)
    y, squash = _hop(beat, 4)
    bent = 0.05 + squash
    return replace(
        blend(a, b, share),
        x=16 * s,
        y=y,
        squash=bent,
        lean=-6 * s,
        tilt=9 * sin(pi * beat),
        leg_l=14,
        knee_l=-14,
        leg_r=14,
        knee_r=-14,
        gaze_x=s,
    )


def twist(beat: float) -> Pose:
    """Knees and elbows go left and right."""
    s = sin(pi * beat)
    y, squash = _hop(2 * beat, 4)
    return Pose(
        x=7 * s,
        y=y,
        squash=squash,
        turn=26 * s,
        lean=-4 * s,
        arm_l=52 + 16 * s,
        elbow_l=-78,
        arm_r=52 - 16 * s,
        elbow_r=-78,
        leg_l=8 + 9 * s,
        knee_l=-8,
        leg_r=8 - 9 * s,
        knee_r=-8,
    )


def roll(beat: float) -> Pose:
    """Hands roll around each other before the chest."""
    y, squash = _hop(beat, 6)
    a = 2 * pi * beat
    left, right = reach(-1, -4 + 17 * cos(a), -134 + 17 * sin(a)), reach(1, 4 - 17 * cos(a), -134 - 17 * sin(a))
    return Pose(
        x=8 * sin(pi * beat / 2),
        y=y,
        squash=squash,
        lean=4 * sin(pi * beat / 2),
        arm_l=left[0],
        elbow_l=left[1],
        arm_r=right[0],
        elbow_r=right[1],
        leg_l=5,
        leg_r=5,
    )


def bow(beat: float) -> Pose:
    """Hands together before the chest, a small nod, as thanks."""
    nod = ease(beat / 1.2) * (1 - ease((beat - 2.2) / 1.2))
    left, right = reach(-1, -8, -138), reach(1, 8, -138)
    return Pose(
        squash=0.03 * nod,
        tilt=10 * nod,
        lean=3 * nod,
        arm_l=left[0],
        elbow_l=left[1],
        arm_r=right[0],
        elbow_r=right[1],
        joy=1 if nod > 0.4 else 0,
    )


MOVES: dict[str, Move] = {
    f.__name__: f for f in (bounce, sway, wave, spin, jump, clap, cheer, jaipong, twist, roll, bow)
}


def dance(steps: Dance, beat: float) -> Pose:
    """The pose at `beat` of a dance given as (beats, name of a move); it starts again when it is over."""
    at = beat % sum(length for length, _ in steps)
    for k, (length, name) in enumerate(steps):
        if at < length:
            pose, rest = MOVES[name](at), length - at
            following = MOVES[steps[(k + 1) % len(steps)][1]](0)
            share = ease(1 - rest / _BLEND) if rest < _BLEND else 0.0
            pose = replace(pose, turn=(pose.turn + 180) % 360 - 180) if share else pose
            return blend(pose, following, share)
        at -= length
    return MOVES[steps[-1][1]](0)


@cache
def _sung() -> tuple[tuple[float, float], ...]:
    return tuple((beat, length) for beat, length, _ in tune.lead())


def singing(beat: float) -> float:
    """How far the mouth is open (0..1) for the melody's note at `beat` of the song."""
    for start, length in _sung():
        if start <= beat < start + length:
            at = (beat - start) / length
            return 0.35 + 0.6 * sin(pi * min(1.0, at * 1.25 + 0.12)) if at < 0.75 else 0.2
    return 0.0


def alive(pose_at: Move, beat: float, *, seed: int = 0, sings: bool = True) -> Pose:
    """The pose with what follows by itself: trailing hair, a late head, blinking and singing."""
    pose, before = pose_at(beat), pose_at(beat - 0.22)
    turned = (pose.turn - before.turn + 180) % 360 - 180
    drag = -(pose.x - before.x) * 0.9 - (pose.lean - before.lean) * 1.6 - turned * 0.35
    swing = max(-34.0, min(34.0, drag)) + 5 * sin(pi * beat + seed)
    lag = before.lean - pose.lean
    blinks = random.Random(seed * 991 + int(beat / 5)).uniform(0.5, 4.5)
    shut = 1.0 if 0 <= beat % 5 - blinks < 0.24 else 0.0
    mouth = max(pose.mouth, singing(beat)) if sings else pose.mouth
    return replace(pose, swing=swing, tilt=pose.tilt + lag * 0.5, blink=max(pose.blink, shut), mouth=mouth)
