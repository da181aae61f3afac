"""Read in the source: there is one way onto the stage, and two places from which it is gone."""

import ast
from collections.abc import Iterator
from pathlib import Path

from panggung import pipeline
from panggung.safety import carrying_out
from panggung.stage.states import ALLOWED, State

HOUSE = Path(carrying_out.__file__).parents[1]
PUBLISH = ("stage/publishing.py", "publish")
WRITES = {"move", "update", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "Video"}
# Moves whose goal is worked out; none of these can work out `published` (the tests below).
WORKED_OUT = {
    ("pipeline.py", "_work"),
    ("pipeline.py", "_failed"),
    ("safety/carrying_out.py", "move"),
    ("stage/stuck.py", "ring_again"),
}

# Files that write the states of uploads and campaigns.
OTHER_ROWS = {"stage/upload_ends.py", "stage/uploads.py", "stage/finishing.py", "campaigns/starts.py"}


def functions() -> Iterator[tuple[tuple[str, str], ast.AST]]:
    """Every function of the program as ((file, name), tree), migrations left out."""
    for path in sorted(HOUSE.rglob("*.py")):
        if "migrations" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield (path.relative_to(HOUSE).as_posix(), node.name), node


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Calls in a tree with the last part of the name that is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            yield (node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id), node


def says_published(nodes: list[ast.expr]) -> bool:
    """Whether `State.PUBLISHED` or its word stands among these arguments."""
    return any(
        (isinstance(one, ast.Attribute) and one.attr == "PUBLISHED")
        or (isinstance(one, ast.Constant) and one.value == State.PUBLISHED.value)
        for node in nodes
        for one in ast.walk(node)
    )


def test_only_publish_writes_the_state_published():
    written = {
        place
        for place, tree in functions()
        for name, call in calls(tree)
        if name in WRITES and says_published([*call.args, *(word.value for word in call.keywords)])
    }
    assert written == {PUBLISH}


def test_only_a_decision_carried_out_or_gone_alone_calls_publish():
    callers = {place for place, tree in functions() for name, _ in calls(tree) if name == "publish"}
    assert callers == {("safety/carrying_out.py", "move"), ("safety/going_alone.py", "_publish")}


def test_only_a_move_writes_the_state_of_a_video():
    written = set()
    for place, tree in functions():
        for node in ast.walk(tree):
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets):
                written.add(place)
        for name, call in calls(tree):
            if name == "update" and any(word.arg == "state" for word in call.keywords):
                written.add(place)
    assert {place for place in written if place[0] not in OTHER_ROWS} == {("stage/states.py", "move")}


def test_every_move_with_a_goal_that_is_worked_out_is_known():
    found = set()
    for place, tree in functions():
        for name, call in calls(tree):
            is_move = (
                name == "move" and isinstance(call.func, ast.Attribute) and ast.unparse(call.func) == "states.move"
            )
            if is_move and not ast.unparse(call.args[1]).startswith("State."):
                found.add(place)
    assert found <= WORKED_OUT


def test_no_step_of_the_pipeline_can_end_on_the_stage():
    before = {state for state, goals in ALLOWED.items() if State.PUBLISHED in goals}
    assert before == {State.IN_REVIEW}
    for step in pipeline.STEPS:
        assert not before & {*step.takes, step.during, step.again}
    assert State.PUBLISHED not in {stop for way in carrying_out._VIA.values() for stop in way}


def test_nothing_writes_rows_of_videos_past_the_models():
    for path in HOUSE.rglob("*.py"):
        if "migrations" not in path.parts:
            assert "update stage_video" not in " ".join(path.read_text(encoding="utf-8").lower().split()), path
