"""The unit and the container name what there is; the hub runs as an unprivileged user."""

from __future__ import annotations

import os
import pwd
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from caseworker.__main__ import _parser
from tests.hub.running import ROOT

UNIT = ROOT / "packaging" / "hub" / "caseworker-hub.service"
CONTAINER = ROOT / "packaging" / "hub" / "Containerfile"
ANALYZE = shutil.which("systemd-analyze")
HUB_MODULES = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


@pytest.mark.procedure("hub")
def test_the_unit_starts_what_there_is() -> None:
    text = UNIT.read_text()
    command = re.search(r"^ExecStart=(.*) \$HUB_OPTIONS$", text, re.MULTILINE)
    assert command is not None
    program, *words = shlex.split(command[1])
    assert program == "/opt/caseworker/.venv/bin/python"
    assert words[:2] == ["-m", "caseworker"]
    chosen = _parser().parse_args(words[2:])
    assert chosen.do == "run"
    assert str(chosen.folder) == "/var/lib/caseworker-hub"


@pytest.mark.skipif(ANALYZE is None, reason="no systemd here: its own judgement is not shown")
def test_systemd_calls_the_unit_well_confined() -> None:
    assert ANALYZE is not None
    words = [ANALYZE, "security", "--offline=true", "--threshold=20", str(UNIT)]
    judged = subprocess.run(words, capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stdout


@pytest.mark.skipif(ANALYZE is None, reason="no systemd here: its own judgement is not shown")
def test_systemd_reads_the_unit_as_it_is_meant(tmp_path: Path) -> None:
    """Every line is one that systemd knows; what it starts is laid where a guide puts it."""
    assert ANALYZE is not None
    program = tmp_path / "opt" / "caseworker" / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.symlink_to(sys.executable)
    unit = tmp_path / UNIT.name

    def verified(text: str) -> tuple[int, str]:
        unit.write_text(text.replace("/opt/caseworker", str(tmp_path / "opt" / "caseworker")))
        words = [ANALYZE, "verify", "--recursive-errors=no", str(unit)]
        told = subprocess.run(words, capture_output=True, text=True, check=False)
        return told.returncode, told.stderr

    assert verified(UNIT.read_text()) == (0, "")
    wrong = UNIT.read_text().replace("NoNewPrivileges=yes", "NoNewPrivilege=yes")
    assert "NoNewPrivilege'" in verified(wrong)[1], "a wrong line would be seen"


def test_the_container_starts_what_there_is() -> None:
    text = CONTAINER.read_text()
    words = [
        word
        for line in re.findall(r"^(?:ENTRYPOINT|CMD) (\[.*\])$", text, re.MULTILINE)
        for word in re.findall(r'"([^"]*)"', line)
    ]
    assert words[:3] == ["python", "-m", "caseworker"]
    assert _parser().parse_args(words[3:]).listen == "0.0.0.0:8460"
    for copied in re.findall(r"^COPY (\S+) \S+$", text, re.MULTILINE):
        assert (ROOT / copied).exists()
    assert re.search(r"^USER \d+$", text, re.MULTILINE)


def test_what_the_hub_loads_is_locked_for_it() -> None:
    """Every module from elsewhere that a running hub has loaded belongs to requirements/hub.txt."""
    look = (
        "import sys, caseworker.__main__, caseworker.hub.command, db.hub.place, psycopg\n"
        "from importlib.metadata import packages_distributions as known\n"
        "names = known(); tops = {name.partition('.')[0] for name in sys.modules}\n"
        "print(*sorted({each for top in tops for each in names.get(top, [])}))"
    )
    words = [sys.executable, "-c", look]
    said = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    locked = HUB_MODULES.findall((ROOT / "requirements" / "hub.txt").read_text())
    plain = {each.lower().replace("_", "-") for each in locked}
    loaded = {each.lower().replace("_", "-") for each in said.split()}
    assert loaded - plain - {"caseworker", "setuptools", "pip"} == set()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can be another user")
def test_the_hub_runs_as_nobody() -> None:
    nobody = pwd.getpwnam("nobody")
    folder = Path(tempfile.mkdtemp(prefix="hub-nobody-"))
    try:
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        drop = (
            "import os, sys; sys.path.insert(0, sys.argv[1])\n"
            # Loaded before the rights are given up: this user may not read the checkout itself.
            "import importlib.readers, encodings.idna, caseworker.hub.command\n"
            "import caseworker.__main__ as main\n"
            "import db.hub.place, sqlalchemy.dialects.sqlite.pysqlite\n"
            f"os.setgroups([]); os.setgid({nobody.pw_gid}); os.setuid({nobody.pw_uid})\n"
            "sys.exit(main.main(sys.argv[2:]))"
        )
        words = [sys.executable, "-c", drop, str(ROOT), "hub", "invite", "--folder", str(folder)]
        said = subprocess.run(words, capture_output=True, text=True, check=True, cwd="/")
        assert re.search(r"^([0-9A-Z]{6}-){3}[0-9A-Z]{6}$", said.stdout, re.MULTILINE)
        assert {each.stat().st_uid for each in folder.iterdir()} == {nobody.pw_uid}
    finally:
        shutil.rmtree(folder)
