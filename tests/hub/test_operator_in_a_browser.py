"""The operator's page as a real Chromium shows it: what is there, and what it does not do."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest

from caseworker.sync.batch_file import laptop_id
from tests.hub.centre import Centre, public
from tests.hub.headless import Browser, chromium
from tests.hub.running import RunningHub

PROGRAM = chromium()
pytestmark = pytest.mark.skipif(
    PROGRAM is None,
    reason="no Chromium here that starts, and set-up brought none: read over HTTP alone",
)
Busy = tuple[RunningHub, Centre]
FITS = "document.documentElement.scrollWidth <= window.innerWidth"
ROWS = "[...document.querySelectorAll('tbody tr')].map(row => [...row.cells].map(c => c.innerText))"
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert PROGRAM is not None
    with Browser(PROGRAM) as opened:
        yield opened


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Busy]:
    """A hub of one centre: two laptops, and three batches that one of them has."""
    hub, centre = RunningHub(tmp_path_factory.mktemp("operator") / "hub").start(), Centre()
    centre.joins(hub.address, hub.invite(), "one", "two")
    one, two = centre.carrier(hub.address, "one"), centre.carrier(hub.address, "two")
    for _ in range(3):
        made = centre.batch("one")
        one.put(made.id, made.content)
    two.page(two.page().cursor)
    yield hub, centre
    centre.close()
    hub.stop()


def test_it_shows_the_key_and_a_row_for_each_laptop(browser: Browser, busy: Busy) -> None:
    hub, centre = busy
    browser.look(1366, 768)
    browser.open(hub.operator)
    assert browser.find("document.title") == "Hub of Caseworker"
    shown = browser.find("document.body.innerText")
    assert hub.address.key.hex() in shown
    assert centre.space.hex() in shown
    rows = {key: waiting for key, _, waiting in browser.find(ROWS)}
    one, two = (laptop_id(public(centre.laptop(each))).hex() for each in ("one", "two"))
    assert rows == {one: "3", two: "0"}


def test_it_asks_nobody_else_runs_nothing_and_obeys_its_policy(
    browser: Browser, busy: Busy
) -> None:
    hub, _ = busy
    browser.open(hub.operator)
    assert browser.asked_for() == [hub.operator + "/"]
    assert browser.complaints() == []
    assert browser.find("document.scripts.length") == 0
    # Style is allowed and works; nothing else is, whoever managed to put it there.
    assert browser.find(BACKGROUND) != "rgba(0, 0, 0, 0)"
    browser.find("document.body.append(Object.assign(new Image(), {src: '/health'}))")
    browser.find("new Promise(done => setTimeout(done, 200)).then(() => 1)")
    assert any("Content Security Policy" in each for each in browser.complaints())


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize(
    ("width", "scale", "dark"), [(1366, 1, False), (1366, 2, True), (320, 1, False)]
)
def test_it_fits_every_reader(
    browser: Browser,
    busy: Busy,
    language: str,
    width: int,
    scale: int,
    dark: bool,
) -> None:
    hub, _ = busy
    browser.look(width, 768, scale=scale, dark=dark)
    browser.open(hub.operator, language)
    direction = "rtl" if language == "ar" else "ltr"
    assert browser.find("document.documentElement.lang") == language
    assert browser.find("getComputedStyle(document.body).direction") == direction
    # Keys are read from left to right wherever the page begins.
    assert browser.find("getComputedStyle(document.querySelector('code')).direction") == "ltr"
    assert browser.find(FITS), "nothing is cut off at the side"
    inside = (
        "[...document.querySelectorAll('section')].every(s => [...s.querySelectorAll('*')].every("
        "e => e.getBoundingClientRect().right <= s.getBoundingClientRect().right"
        " && e.getBoundingClientRect().left >= s.getBoundingClientRect().left))"
    )
    assert browser.find(inside), "nothing sticks out of its frame"
    page, ink = browser.find(f"[{BACKGROUND}, getComputedStyle(document.body).color]")
    assert (brightness(page) < brightness(ink)) == dark


def brightness(colour: str) -> int:
    return sum(int(each) for each in colour.removeprefix("rgb(").removesuffix(")").split(","))


def test_the_browser_would_tell_if_a_page_asked_elsewhere(browser: Browser) -> None:
    """So that silence above means something."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<img src='/elsewhere'><script>console.log('here')</script>")

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser.open(f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
    assert any(each.endswith("/elsewhere") for each in browser.asked_for())
    assert browser.complaints()
    assert browser.find("document.scripts.length") == 1
