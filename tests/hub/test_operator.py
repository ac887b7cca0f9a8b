"""What the operator sees and does; and that nobody else sees it, and that it names nobody."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

from caseworker.sync.batch_file import laptop_id
from tests.hub.centre import Centre, public
from tests.hub.conftest import MakeHub
from tests.hub.laptops import two_laptops_exchange
from tests.hub.running import ROOT, RunningHub, hub_command, waiting_on

CANARY = b"Selam Tesfay, room 7, fears her uncle"


def test_the_page_tells_keys_times_and_sizes(hub: RunningHub, centre: Centre) -> None:
    one, two = centre.carrier(hub.address, "one"), centre.carrier(hub.address, "two")
    for _ in range(3):
        made = centre.batch("one")
        one.put(made.id, made.content)
    two.page(two.page().cursor)
    page = httpx.get(hub.operator, headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert centre.space.hex() in page.text
    assert "3 batches" in page.text
    keys = {laptop: laptop_id(public(centre.laptop(laptop))).hex() for laptop in ("one", "two")}
    assert waiting_on(page.text) == {keys["one"]: 3, keys["two"]: 0}
    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("language", "direction", "word"),
    [
        ("fr", "ltr", "Espace d’un centre"),
        ("es", "ltr", "Espacio de un centro"),
        ("ar", "rtl", "فضاء مركز"),
    ],
)
def test_the_page_speaks_to_its_reader(
    make_hub: MakeHub, language: str, direction: str, word: str
) -> None:
    hub = make_hub()
    centre = Centre()
    centre.joins(hub.address, hub.invite(), "one")
    centre.close()
    page = httpx.get(hub.operator, headers={"Accept-Language": f"{language}-XX,en;q=.5"}).text
    assert f"lang='{language}' dir='{direction}'" in page
    assert word in page


def test_the_page_changes_nothing_and_is_not_where_laptops_are(make_hub: MakeHub) -> None:
    hub = make_hub()
    for method in ("POST", "PUT", "DELETE"):
        assert httpx.request(method, hub.operator).status_code == 405
    for path in ("/", "/metrics"):
        assert httpx.get(hub.address.origin + path).status_code == 404
    assert httpx.get(hub.operator + "/1/hello").status_code == 404


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost", 200), ("127.0.0.1:8461", 200), ("[::1]:8461", 200), ("evil.example", 421)],
)
def test_a_site_that_points_its_name_here_reads_nothing(
    make_hub: MakeHub, host: str, status: int
) -> None:
    """DNS rebinding: the browser of the operator asks under the name of the other site."""
    hub = make_hub()
    page = httpx.get(hub.operator, headers={"Host": host})
    assert page.status_code == status
    assert (hub.address.key.hex() in page.text) == (status == 200)


def test_figures_are_read_by_prometheus(hub: RunningHub, centre: Centre) -> None:
    made = centre.batch("one")
    centre.carrier(hub.address, "one").put(made.id, made.content)
    text = httpx.get(hub.operator + "/metrics").text
    lines = [each for each in text.splitlines() if not each.startswith("# TYPE ")]
    sample = r'[a-z_]+(\{[a-z]+="[0-9]+"\})? [0-9]+'
    assert all(re.fullmatch(sample, each) for each in lines)
    assert "caseworker_hub_kept_batch_total 1" in lines
    assert "caseworker_hub_up 1" in lines
    assert f"caseworker_hub_used_bytes {len(made.content)}" in lines


def test_nothing_readable_lies_in_the_hub(make_hub: MakeHub, tmp_path: Path) -> None:
    """Of a whole centre: sealed by the product, carried by the hub, looked for in all its files."""
    hub = make_hub()
    two_laptops_exchange(tmp_path, hub, CANARY.decode())
    hub.kill()
    files = [each for each in hub.folder.rglob("*") if each.is_file()]
    contents = {each.name: each.read_bytes() for each in files}
    assert sum(map(len, contents.values())) > 10_000
    for content in contents.values():
        for word in (CANARY, b"Selam", b"Amina", b"caseworker\x01", b"administrator", b"Al Amal"):
            assert word not in content


def test_a_database_with_a_password_on_the_command_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as refused:
        hub_command(tmp_path, "invite", database="postgresql://hub:secret@localhost/hub")
    assert ".pgpass" in refused.value.stderr
    with pytest.raises(subprocess.CalledProcessError) as away:
        hub_command(tmp_path, "invite", database=f"postgresql://hub@/hub?host={tmp_path}")
    assert "does not answer" in away.value.stderr


def test_without_the_server_parts_it_says_so(tmp_path: Path) -> None:
    hidden = tmp_path / "starlette"
    hidden.mkdir()
    (hidden / "__init__.py").write_text("raise ModuleNotFoundError(name='starlette')\n")
    words = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from caseworker.__main__ import main;"
    )
    said = subprocess.run(
        [shutil.which("python3", path=str(ROOT / ".venv" / "bin")) or "python3", "-c",
         f"{words} sys.exit(main(['hub', 'key']))"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 1
    assert "without the hub" in said.stderr


def test_the_hub_needs_neither_qt_nor_sqlcipher() -> None:
    look = (
        "import sys; import caseworker.__main__, caseworker.hub.command, db.hub.place;"
        "print([each for each in ('PySide6', 'sqlcipher3', 'reportlab', 'httpx', 'pyxform')"
        " if each in sys.modules])"
    )
    said = subprocess.run(
        [str(ROOT / ".venv" / "bin" / "python"), "-c", look],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == "[]"
