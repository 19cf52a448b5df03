"""A PostgreSQL server of the tests' own, on a free loopback port, from the binaries installed."""

from __future__ import annotations

import contextlib
import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator

from cli.processes import reserve_port


def binaries() -> str | None:
    """The folder of the newest PostgreSQL server's binaries, or None."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/postgres"))
    if found:
        return os.path.dirname(found[-1])
    on_path = shutil.which("postgres")
    return os.path.dirname(os.path.realpath(on_path)) if on_path else None


def _user() -> str | None:
    """PostgreSQL refuses to run as root: another user's name then, else None for ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            pwd.getpwnam(name)
            return name
    raise RuntimeError("PostgreSQL doesn't run as root and there is no other user")


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Starts a server with an empty data folder; gives a SQLAlchemy URL up to the database's name."""
    folder = binaries()
    assert folder is not None
    user = _user()
    home = tempfile.mkdtemp(prefix="tas-postgresql-")
    if user:
        shutil.chown(home, user)
    data, port = os.path.join(home, "data"), reserve_port()
    run = {"user": user, "cwd": home, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": home}
    options = f"-p {port} -k {home} -h 127.0.0.1 -c fsync=off -c max_connections=200"
    try:
        subprocess.run(
            [f"{folder}/initdb", "-D", data, "-A", "trust", "-U", "tas", "-E", "UTF8", "--locale=C"],
            check=True,
            env=environment,
            **run,  # type: ignore[call-overload]
        )
        subprocess.run(
            [f"{folder}/pg_ctl", "-D", data, "-w", "-o", options, "-l", os.path.join(home, "log"), "start"],
            check=True,
            env=environment,
            **run,  # type: ignore[call-overload]
        )
        yield f"postgresql+asyncpg://tas@127.0.0.1:{port}"
    finally:
        subprocess.run([f"{folder}/pg_ctl", "-D", data, "-m", "immediate", "stop"], check=False, env=environment, **run)  # type: ignore[call-overload]
        shutil.rmtree(home, ignore_errors=True)
