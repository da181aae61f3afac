"""CEL expressions of rules: compiled once, checked for unknown names when the book is loaded."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

import cel

_SIGNAL = re.compile(r"""signals\s*\[\s*["']([^"']*)["']\s*\]\.(\w+)""")
_FIELD = re.compile(r"context\s*\.\s*(\w+)")
# Signals are read by name, so there is nothing to loop over; without loops every expression ends.
_LOOP = re.compile(r"\.\s*(all|exists|exists_one|map|filter)\s*\(")
MOST = 1000  # characters; the longest that ships has under 200
_SIGNAL_FIELDS = {"value", "confidence"}


class ConditionError(ValueError):
    """An expression can't be used, or gave no yes or no."""

    code = "condition-invalid"


class Condition:
    """One compiled expression and the names of the signals that it reads."""

    def __init__(self, text: str, *, signals: Collection[str], fields: Collection[str]) -> None:
        """Compile `text`: it may read `signals["name"].value|confidence` of known signals, and `context.field`.

        Raises:
            ConditionError: not CEL, over MOST characters, with a loop, or it reads a signal, field or variable that
                doesn't exist.
        """
        if len(text) > MOST:
            raise ConditionError(f"is longer than {MOST} characters")
        if loop := _LOOP.search(text):
            raise ConditionError(f"loops with `{loop[1]}`")
        try:
            self._program = cel.compile(text)
            variables = set(self._program.variables())
        except ValueError as error:
            raise ConditionError(f"isn't CEL: {str(error).splitlines()[0]}") from error
        if stray := variables - {"signals", "context"}:
            raise ConditionError(f"no variable `{min(stray)}`; there are `signals` and `context`")
        reads = _SIGNAL.findall(text)
        if len(reads) != len(re.findall(r"\bsignals\b", text)):
            raise ConditionError('reads signals otherwise than as signals["name"].value')
        for name, field in reads:
            if name not in signals:
                raise ConditionError(f"no signal `{name}`")
            if field not in _SIGNAL_FIELDS:
                raise ConditionError(f"a signal has no `{field}`")
        for field in _FIELD.findall(text):
            if field not in fields:
                raise ConditionError(f"the context has no `{field}`")
        self.text = text
        self.signals: tuple[str, ...] = tuple(sorted({name for name, _ in reads}))
        self.fields: tuple[str, ...] = tuple(sorted(set(_FIELD.findall(text))))

    def holds(self, signals: Mapping[str, Mapping[str, Any]], context: Mapping[str, Any]) -> bool:
        """Evaluate.

        Raises:
            ConditionError: a name is missing at run time, a type is wrong, or the result isn't a boolean.
        """
        try:
            # Handing over only what is read costs a tenth: the binding copies every value.
            known = {name: signals[name] for name in self.signals}
            result = self._program.execute({"signals": known, "context": {name: context[name] for name in self.fields}})
        except Exception as error:  # the binding raises KeyError, TypeError, ValueError and RuntimeError alike
            raise ConditionError(f"{type(error).__name__}: {error}") from error
        if not isinstance(result, bool):
            raise ConditionError(f"gave {type(result).__name__}, not a boolean")
        return result
