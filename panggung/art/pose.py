"""What a puppet does at one moment: joint angles and the face.

Angles are degrees. An arm at 0 hangs down, at 90 points to its own side, at 180 up; its elbow is added to it, a
negative elbow folds the forearm inward. A leg at 0 stands, positive swings to its own side. Lean and tilt are
positive toward the picture's right. `turn` is the way round: 0 faces us, 180 shows the back.
"""

from dataclasses import dataclass, fields
from math import acos, atan2, cos, degrees, hypot, radians, sin

UPPER, FORE = 40.0, 39.0
THIGH, SHIN = 44.0, 42.0
SHOULDER_X, SHOULDER_Y = 31.0, -164.0
HIP_X, HIP_Y = 17.0, -92.0


@dataclass(frozen=True)
class Pose:
    """Joint angles in degrees; `x`, `y` and `squash` move and stretch the whole figure, in units and share."""

    x: float = 0
    y: float = 0
    squash: float = 0
    turn: float = 0
    lean: float = 0
    tilt: float = 0
    arm_l: float = 14
    elbow_l: float = 8
    arm_r: float = 14
    elbow_r: float = 8
    leg_l: float = 2
    knee_l: float = 0
    leg_r: float = 2
    knee_r: float = 0
    swing: float = 0
    mouth: float = 0
    blink: float = 0
    joy: float = 0
    gaze_x: float = 0
    gaze_y: float = 0
    fingers_l: int = 0
    fingers_r: int = 0


_JOINTS = tuple(f.name for f in fields(Pose))


def blend(a: Pose, b: Pose, share: float) -> Pose:
    """The pose `share` (0..1) of the way from `a` to `b`; finger counts switch at the middle."""
    if share <= 0:
        return a
    if share >= 1:
        return b
    values = {k: getattr(a, k) + (getattr(b, k) - getattr(a, k)) * share for k in _JOINTS}
    nearer = b if share >= 0.5 else a
    return Pose(**values | {"fingers_l": nearer.fingers_l, "fingers_r": nearer.fingers_r})


def arm_points(side: int, arm: float, elbow: float) -> tuple[tuple[float, float], ...]:
    """Shoulder, elbow and hand of the arm on `side` (-1 is the picture's left), in the figure's units."""
    x, y = side * SHOULDER_X, SHOULDER_Y
    points = [(x, y)]
    for length, angle in ((UPPER, radians(arm)), (FORE, radians(arm + elbow))):
        x, y = x + side * length * sin(angle), y + length * cos(angle)
        points.append((x, y))
    return tuple(points)


def reach(side: int, x: float, y: float, *, low: bool | None = None) -> tuple[float, float]:
    """Arm and elbow angles that bring the hand on `side` to (x, y), or as near as the arm is long.

    With `low` the elbow hangs under the hand, without it points away from the body; None picks what looks natural:
    low for what is held out to the side, away for what is held before the chest.
    Source: two-bone inverse kinematics by the law of cosines.
    """
    dx, dy = side * x - SHOULDER_X, y - SHOULDER_Y
    distance = min(max(hypot(dx, dy), 4.0), UPPER + FORE - 0.01)
    aim = degrees(atan2(dx, dy))
    at_shoulder = degrees(acos((UPPER**2 + distance**2 - FORE**2) / (2 * UPPER * distance)))
    bend = 180 - degrees(acos((UPPER**2 + FORE**2 - distance**2) / (2 * UPPER * FORE)))
    return (aim - at_shoulder, bend) if low or (low is None and dx > 24) else (aim + at_shoulder, -bend)
