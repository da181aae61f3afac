"""What a step of the pipeline gives back, and how it tells of its progress."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from panggung.stage.states import State

# Called with the share that is done, 0 to 1; raises when the step has lost its lease.
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Outcome:
    """What a step found: the state to move to, columns to write, and what else belongs into the same transaction."""

    to: State
    changes: dict[str, Any]
    told: dict[str, Any]
    commit: Callable[[], object] = lambda: None
