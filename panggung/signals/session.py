"""An onnxruntime session that leaves room for others: two threads, no memory kept, no waiting in a loop."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import onnxruntime

THREADS = 2


def model_file(package: str, name: str) -> Path:
    """A model that lies in the folder of an installed package; the package's own code isn't run.

    Raises:
        ModuleNotFoundError: the package isn't installed.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent / name


def open_session(model: Path) -> onnxruntime.InferenceSession:
    """A session on the CPU. Its arena would keep the peak of memory for ever, and more threads starve the web."""
    options = onnxruntime.SessionOptions()
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
