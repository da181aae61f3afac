"""One moment of a clip, and how props and confetti get into it."""

from dataclasses import dataclass, replace
from math import floor

from panggung.art.dances import Dance
from panggung.art.places import confetti
from panggung.art.pose import Pose, arm_points, reach
from panggung.art.puppet import Look
from panggung.demo.film import Layer

# How large a puppet stands that has the frame for itself.
SCALE = 1.22


@dataclass(frozen=True)
class Shot:
    """One moment of a clip: `t` seconds from its start, `beat` of the song that sounds then, `w` by `h` units."""

    t: float
    beat: float
    seconds: float
    looks: tuple[Look, ...]
    steps: Dance
    w: int
    h: int

    @property
    def share(self) -> float:
        """How much of the clip is over, 0..1."""
        return self.t / self.seconds

    @property
    def ground(self) -> float:
        """Where feet stand, in units."""
        return self.h * 0.865


def put(svg: str, x: float, y: float, scale: float = 1.0, *, room: tuple[float, float, float, float]) -> Layer:
    """A prop at (x, y) as a layer of its own; `room` is what it needs to the left, above, right and below."""
    left, above, right, below = (side * scale for side in room)
    placed = f'<g transform="translate({x:.1f} {y:.1f}) scale({scale:.2f})">{svg}</g>'
    return Layer(placed, (x - left, y - above, left + right, above + below))


def stepped(value: float, a_second: int = 12, rate: float = 1.0) -> float:
    """`value` held still between steps, so that what moves slowly is drawn less often; `rate` is its units a second."""
    step = rate / a_second
    return floor(value / step) * step


def in_hand(pose: Pose, side: int, prop: str, *, turn: float = 0) -> str:
    """A prop in the hand of `side`, turned by `turn` degrees, to be drawn under the hand."""
    x, y = arm_points(side, *((pose.arm_l, pose.elbow_l) if side < 0 else (pose.arm_r, pose.elbow_r)))[2]
    return f'<g transform="translate({x:.1f} {y:.1f}) rotate({turn:.1f})">{prop}</g>'


def aim(pose: Pose, side: int, x: float, y: float, *, low: bool | None = None) -> Pose:
    """The pose with the hand of `side` at (x, y) in the figure's units; `low` as in `reach`."""
    arm, elbow = reach(side, x, y, low=low)
    return replace(pose, arm_l=arm, elbow_l=elbow) if side < 0 else replace(pose, arm_r=arm, elbow_r=elbow)


def burst(shot: Shot, *times: float) -> list[Layer]:
    """Confetti thrown at each of `times` seconds."""
    return [Layer(confetti(shot.t - at, shot.w, shot.h, k)) for k, at in enumerate(times) if 0 <= shot.t - at < 2.6]
