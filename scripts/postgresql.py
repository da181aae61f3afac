"""A PostgreSQL of our own for the tests: loopback, a free port, a password, data under var/."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import TypedDict

PACKAGES = ("postgresql",)
# Debian's package would make a cluster on port 5432 that starts with the machine; nobody asked for that one.
QUIET = {Path("/etc/postgresql-common/createcluster.d/panggung.conf"): "create_main_cluster = false\n"}
VARIABLE = "PANGGUNG_TEST_POSTGRES_URL"

FIRST_PORT = 54329
# A test database may be lost with the machine, so nothing waits for the disk.
OPTIONS = (
    "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c synchronous_commit=off "
    "-c full_page_writes=off -c max_parallel_workers_per_gather=0 -c timezone=UTC -p {port}"
)
CREATE_ONCE = (
    "SELECT 'CREATE DATABASE panggung' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'panggung') \\gexec"
)


def missing() -> bool:
    """True when this machine has no PostgreSQL server programs."""
    return _programs() is None


def start(home: Path) -> str:
    """Start the server, or find it running.

    Args:
        home: folder for its data, log and password.
    Returns:
        URL of the database `panggung` as a superuser, who may make test databases.
    Raises:
        subprocess.CalledProcessError: a PostgreSQL program failed; its own words are on standard error.
    """
    user = _user()
    home = _reachable(home, user)
    data, password = home / "data", home / "password"
    if not (data / "PG_VERSION").exists():
        shutil.rmtree(data, ignore_errors=True)
        password.write_text(secrets.token_urlsafe(24))
        _hand_over(password, user, mode=0o600)
        _run(user, "initdb", "-D", data, "-U", "panggung", f"--pwfile={password}", *_INITDB)
    if not _running(user, data):
        options = OPTIONS.format(port=_free_port())
        _run(user, "pg_ctl", "start", "-D", data, "-l", home / "log", "-s", "-w", "-o", options)
    port = (data / "postmaster.pid").read_text().splitlines()[3]
    server = ("-h", "127.0.0.1", "-p", port, "-U", "panggung", "-d", "postgres")
    _run(user, "psql", "-qX", *server, feed=CREATE_ONCE, secret=password.read_text())
    return f"postgres://panggung:{password.read_text()}@127.0.0.1:{port}/panggung"


def stop(home: Path) -> bool:
    """Stop the server of `home`; False when it was not running."""
    user, data = _user(), home.resolve() / "data"
    if missing() or not _running(user, data):
        return False
    _run(user, "pg_ctl", "stop", "-D", data, "-s", "-w", "-m", "fast")
    return True


class _Who(TypedDict, total=False):
    """The part of subprocess's arguments that says as whom and where."""

    cwd: str
    user: int
    group: int
    extra_groups: list[int]


_INITDB = ("-E", "UTF8", "--no-locale", "--no-sync", "--auth=scram-sha-256")


def _programs() -> Path | None:
    """The folder of the newest server on this machine (Debian keeps it off the PATH)."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _user() -> pwd.struct_passwd | None:
    """Who runs the server: PostgreSQL refuses root; None means ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _run(
    user: pwd.struct_passwd | None, program: str, *arguments: str | Path, feed: str = "", secret: str = ""
) -> None:
    folder = _programs()
    assert folder is not None, "ask missing() first"
    subprocess.run(
        [folder / program, *arguments],
        **_as(user),
        # Not among the arguments, which every user of the machine may read.
        env=os.environ | {"PGPASSWORD": secret},
        input=feed,
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _running(user: pwd.struct_passwd | None, data: Path) -> bool:
    folder = _programs()
    assert folder is not None, "ask missing() first"
    _forget_the_dead(data / "postmaster.pid")
    status = subprocess.run([folder / "pg_ctl", "status", "-D", data], **_as(user), capture_output=True)
    return status.returncode == 0


def _forget_the_dead(pid_file: Path) -> None:
    """A killed server whose parent never collects it (a container without init) still looks alive to pg_ctl."""
    if pid_file.exists():
        stat = Path("/proc", pid_file.read_text().split()[0], "stat")
        if stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z":
            pid_file.unlink()


def _as(user: pwd.struct_passwd | None) -> _Who:
    """How to start a process as `user`, from a folder that everybody may enter."""
    if user is None:
        return {"cwd": "/"}
    return {"cwd": "/", "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _hand_over(path: Path, user: pwd.struct_passwd | None, mode: int) -> None:
    path.chmod(mode)
    if user is not None:
        os.chown(path, user.pw_uid, user.pw_gid)


def _reachable(home: Path, user: pwd.struct_passwd | None) -> Path:
    """`home` as a folder that `user` can write; a link to one elsewhere when a parent is closed to them."""
    home.parent.mkdir(parents=True, exist_ok=True)
    if not home.exists():
        home.unlink(missing_ok=True)
        home.mkdir()
        _hand_over(home, user, mode=0o700)
        if subprocess.run(["test", "-w", home], **_as(user)).returncode != 0:
            home.rmdir()
            elsewhere = Path(tempfile.mkdtemp(prefix="panggung-postgresql-", dir="/var/tmp"))
            _hand_over(elsewhere, user, mode=0o700)
            home.symlink_to(elsewhere)
            print(f"{user and user.pw_name} may not enter {home.parent}; its data lie in {elsewhere}")
    return home.resolve()


def _free_port() -> int:
    """The first port from FIRST_PORT on that nobody listens on."""
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise OSError(f"no free port between {FIRST_PORT} and {FIRST_PORT + 99}")
