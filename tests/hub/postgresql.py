"""A real PostgreSQL server of our own, as an unprivileged user, for as long as the tests run."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg

PLACES = ("/usr/local/bin", *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"))[::-1]))


def program(name: str) -> str | None:
    return shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", ""), *PLACES)))


def is_there() -> bool:
    return os.name == "posix" and all(map(program, ("initdb", "pg_ctl")))


class Server:
    """Listens on a socket in a folder of its own, never on the network."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hub-pg-"))
        self.owner: dict[str, object] = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
            self.owner = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self.databases = 0
        self._run("initdb", "-D", self.data, "-U", "hub", "-A", "trust", "-E", "UTF8", "-N")
        self.start()

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def start(self) -> None:
        settings = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}'"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", self.data, "-w", "-l", log, "-o", settings, "start")

    def kill(self) -> None:
        """Without a goodbye: what was not on the disk is gone."""
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")

    def new_database(self) -> str:
        self.databases += 1
        name = f"hub{self.databases}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.address(name)

    def address(self, name: str) -> str:
        return f"postgresql://hub@/{name}?host={self.folder}"

    def close(self) -> None:
        self.kill()
        shutil.rmtree(self.folder)

    def _run(self, name: str, *words: str) -> None:
        found = program(name)
        assert found is not None
        subprocess.run(
            [found, *words], check=True, cwd=self.folder, stdout=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"}, **self.owner,  # type: ignore[call-overload]
        )  # fmt: skip
