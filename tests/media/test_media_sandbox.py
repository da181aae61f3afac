"""A child can't outlive, outgrow or outwait its bounds."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from panggung.media import sandbox
from panggung.media.errors import MediaFailed, MediaRefused, MediaStopped
from panggung.media.sandbox import Bounds

MIB = 2**20
WIDE = Bounds(cpu_seconds=30, wall_seconds=20.0, memory_bytes=2048 * MIB, file_bytes=MIB)


def python(code: str, bounds: Bounds = WIDE, **more) -> sandbox.Ended:
    return sandbox.run([sys.executable, "-I", "-c", code], bounds=bounds, cwd=Path("/tmp"), **more)


def test_a_child_that_eats_cpu_is_ended():
    with pytest.raises(MediaRefused) as caught:
        python("while True: pass", Bounds(1, 20.0, 2048 * MIB, MIB))
    assert caught.value.facts["what"] == "cpu"


def test_a_child_that_sleeps_is_ended_with_all_its_children():
    code = "import subprocess,sys,time; subprocess.Popen(['sleep','876.5']); time.sleep(60)"
    started = time.monotonic()
    with pytest.raises(MediaRefused) as caught:
        python(code, Bounds(30, 1.0, 2048 * MIB, MIB))
    assert caught.value.facts["what"] == "wall"
    assert time.monotonic() - started < 3
    assert within(3, lambda: not running("876.5"))


def test_a_child_cant_take_more_memory_than_allowed():
    ended = python("x = bytearray(10**9)", Bounds(30, 20.0, 300 * MIB, MIB))
    assert ended.code == 1
    assert "MemoryError" in ended.errors


def test_a_child_cant_write_more_than_allowed(tmp_path):
    write = f"open({str(tmp_path / 'f')!r}, 'wb').write(bytes(5 * 2**20))"
    code = f"import signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL); {write}"
    with pytest.raises(MediaRefused) as caught:
        python(code)
    assert caught.value.facts["what"] == "output"
    assert (tmp_path / "f").stat().st_size <= MIB


def test_a_child_that_floods_its_output_is_ended():
    with pytest.raises(MediaRefused) as caught:
        python("while True: print('x' * 1000)")
    assert caught.value.facts["what"] == "output"


def test_what_a_child_complains_is_kept_short():
    ended = python("import sys; sys.stderr.write('x' * 10**6 + 'end'); sys.exit(3)")
    assert ended.code == 3
    assert len(ended.errors) <= sandbox.KEPT_ERROR_BYTES
    assert ended.errors.endswith("end")


def test_a_child_knows_nothing_of_our_environment(monkeypatch):
    monkeypatch.setenv("PANGGUNG_SECRET_KEY", "hush")
    assert b"hush" not in python("import os; print(dict(os.environ))").output


def test_stop_is_heard_within_a_second():
    started = time.monotonic()
    with pytest.raises(MediaStopped):
        python("import time; time.sleep(60)", should_stop=lambda: time.monotonic() - started > 0.2)
    assert time.monotonic() - started < 1.5


def test_a_child_killed_from_outside_is_no_fault_of_the_file():
    with pytest.raises(MediaFailed):
        python("import os; os.kill(os.getpid(), 9)")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's parent death signal is Linux only")
def test_a_child_dies_with_a_killed_parent():
    code = (
        "from panggung.media import sandbox; from pathlib import Path;"
        "sandbox.run(['/bin/sleep', '765.4'], bounds=sandbox.Bounds(9, 99.0, 2**31, 9), cwd=Path('/tmp'))"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2])
    assert within(10, lambda: running("765.4"))
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    assert within(3, lambda: not running("765.4"))


def running(word: str) -> bool:
    return any(word in (process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"]))


def within(seconds: float, holds) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False
