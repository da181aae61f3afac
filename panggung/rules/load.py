"""Read one YAML file of the rulebook into a strict struct; an error names file, line and field."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

T = TypeVar("T")

SHIPPED = Path(__file__).resolve().parents[2] / "rulebook"
# The largest file that ships has under 30 kB; ten times that is read in a second.
MOST_BYTES = 300_000
MOST_FIELDS = 50_000
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")
_UNKNOWN_FIELD = re.compile(r"unknown field `([^`]+)`")


class RulebookError(ValueError):
    """A rulebook file can't be used. `line` counts from 1; `field` is a path: `rules[2].title.id`."""

    code = "rulebook-invalid"

    def __init__(self, path: Path, line: int, field: str, message: str) -> None:
        self.path, self.line, self.field, self.message = path, line, field, message
        super().__init__(f"{path}:{line}: {field or 'file'}: {message}")


class _Loader(yaml.SafeLoader):
    """YAML 1.2 scalars: `yes`, `no`, `12:30` and what is too long for a number stay the text that they are."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] in {"null", "merge"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9]\d{0,17})$"), list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^-?\d{1,17}\.\d{1,17}$"), list("-0123456789"))


class Lines:
    """Where each field of a YAML document stands."""

    def __init__(self, path: Path, root: yaml.Node) -> None:
        self._path = path
        self._line: dict[str, int] = {}
        self._walk(root, "", root.start_mark.line + 1, [])

    def _walk(self, node: yaml.Node, field: str, line: int, above: list[yaml.Node]) -> None:
        if any(node is one for one in above):
            raise RulebookError(self._path, line, field, "refers to itself")
        if len(self._line) == MOST_FIELDS:  # a few lines that refer to each other can stand for any number
            raise RulebookError(self._path, line, field, f"is more than {MOST_FIELDS} fields")
        self._line[field] = line
        if isinstance(node, yaml.MappingNode):
            self._walk_keys(node, field, [*above, node])
        elif isinstance(node, yaml.SequenceNode):
            for index, child in enumerate(node.value):
                self._walk(child, f"{field}[{index}]", child.start_mark.line + 1, [*above, node])

    def _walk_keys(self, node: yaml.MappingNode, field: str, above: list[yaml.Node]) -> None:
        seen: set[str] = set()
        for key, child in node.value:
            name = str(key.value)
            here = f"{field}.{name}" if field else name
            line = key.start_mark.line + 1
            if name in seen:
                raise RulebookError(self._path, line, here, "stands twice")
            seen.add(name)
            self._walk(child, here, line, above)

    def of(self, field: str) -> int:
        """The line of `field`, or of the nearest field above it."""
        while field and field not in self._line:
            field = re.sub(r"(?:\.[^.\[\]]+|\[[^\]]*\]|^[^.\[\]]+)$", "", field)
        return self._line.get(field, 1)

    def error(self, field: str, message: str) -> RulebookError:
        """An error at `field`, for checks that a type can't express."""
        return RulebookError(self._path, self.of(field), field, message)


def read(path: Path, kind: type[T]) -> tuple[T, Lines]:
    """Read `path` as `kind` (a msgspec struct that forbids unknown fields) with the lines of its fields.

    Raises:
        RulebookError: not readable, not YAML, larger or nested deeper than a rulebook ever is, a field unknown,
            missing, doubled or of the wrong type.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RulebookError(path, 1, "", f"is larger than {MOST_BYTES} bytes")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RulebookError(path, 1, "", f"can't be read ({error})") from error
    try:
        node = yaml.compose(text, Loader=_Loader)
        if node is None:
            raise RulebookError(path, 1, "", "is empty")
        lines = Lines(path, node)
        data: Any = yaml.load(text, Loader=_Loader)  # noqa: S506  (a SafeLoader with fewer implicit types)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise RulebookError(path, line, "", str(getattr(error, "problem", error))) from error
    except RecursionError as error:
        raise RulebookError(path, 1, "", "is nested too deep") from error
    try:
        return msgspec.convert(data, kind), lines
    except msgspec.ValidationError as error:
        message, _, at = str(error).partition(" - at ")
        field = "".join(
            f".{name}" if name else f"[{index}]" for name, index in _STEP.findall(at.strip("`").removeprefix("$"))
        ).lstrip(".")
        unknown = _UNKNOWN_FIELD.search(message)
        if unknown:
            field = f"{field}.{unknown[1]}".lstrip(".")
        raise lines.error(field, message) from error


def digest(folder: Path, overlay: Path | None = None) -> str:
    """Version of a rulebook: the first 12 hex digits of SHA-256 over names and content of what is enforced.

    Lessons are read by people and change no decision, so they are left out. What an overlay adds counts too.
    """
    total = hashlib.sha256()
    if overlay is not None:
        total.update(f"overlay\0{digest(overlay)}\0".encode())
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        if not name.startswith("lessons/"):
            content = path.read_bytes().replace(b"\r\n", b"\n")
            total.update(f"{name}\0{len(content)}\0".encode() + content)
    return total.hexdigest()[:12]
