"""What the operator sees, on an address of its own: ids, sizes and times, never a name."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from html import escape
from ipaddress import ip_address

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from caseworker.hub.application import health
from caseworker.hub.hub import Hub
from caseworker.hub.limits import MEBIBYTE
from caseworker.hub.ports import SpaceUse, StorageAway
from caseworker.sync.batch_file import laptop_id
from caseworker.text import LANGUAGES, SOURCE_LANGUAGE, Text

_STYLE = """
:root { color-scheme: light dark; --ink: #22282a; --soft: #545b5c; --page: #f8f6f2; --card: #fff;
        --line: #e2dcd1; --bad: #96291d; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #edeae3; --soft: #b9b7af; --page: #1d1f1e; --card: #272a29; --line: #3b3f3d;
          --bad: #ff9d94; } }
* { box-sizing: border-box; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 62rem; padding: 2rem 1rem;
       color: var(--ink); background: var(--page); }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.15rem; margin: 0; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
          padding: 1rem 1.2rem; margin-top: 1.2rem; }
p { margin: .2rem 0; }
.soft, th { color: var(--soft); }
[role=alert] { color: var(--bad); font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin-top: .8rem; }
th, td { text-align: start; vertical-align: top; padding: .45rem 0; padding-inline-end: 1rem;
         border-top: 1px solid var(--line); }
th { font-size: .875rem; font-weight: 600; border-top: 0; }
th:last-child, td:last-child { text-align: end; padding-inline-end: 0; }
code { font-size: .9em; overflow-wrap: anywhere; }
@media (max-width: 30rem) {
  section { padding: .8rem; }
  table { font-size: .875rem; }
  th, td { padding-inline-end: .6rem; } }
"""


def operator_application(hub: Hub) -> Starlette:
    """Return the application of the operator: page, figures, health. It changes nothing."""
    return Starlette(
        routes=[
            Route("/", partial(_page, hub)),
            Route("/metrics", partial(_metrics, hub)),
            Route("/health", partial(health, hub)),
        ]
    )


async def _page(hub: Hub, request: Request) -> Response:
    if not _is_meant(request.url.hostname or ""):
        # A web page elsewhere that had its own name point here would read it in her browser.
        return PlainTextResponse("open it by its address\n", 421)
    text = Text(_language(request.headers.get("accept-language", "")))
    try:
        await run_in_threadpool(hub.write_notes)
        spaces = await run_in_threadpool(hub.store.spaces)
    except StorageAway:
        spaces = None
    headers = {
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
    }
    return HTMLResponse(_written(hub, spaces, text), headers=headers)


def _is_meant(host: str) -> bool:
    """Return whether the page was asked for by an address, which no other site can have."""
    if host == "localhost":
        return True
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _written(hub: Hub, spaces: list[SpaceUse] | None, text: Text) -> str:
    title, key = text("Hub of Caseworker"), text("Key of this hub")
    if spaces is None:
        away = text("The database does not answer.")
        body = f"<p role='alert'>{escape(away)}</p>"
    elif not spaces:
        nobody = text("No centre uses this hub yet.")
        body = f"<p>{escape(nobody)}</p>"
    else:
        body = "".join(_space(each, text) for each in spaces)
    direction = "rtl" if text.right_to_left else "ltr"
    return (
        f"<!doctype html><html lang='{text.language}' dir='{direction}'><meta charset='utf-8'>"
        f"<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>{escape(title)}</title><style>{_STYLE}</style><h1>{escape(title)}</h1>"
        f"<p><span class='soft'>{escape(key)}</span><br>{_key(hub.public)}</p>{body}</html>"
    )


def _space(use: SpaceUse, text: Text) -> str:
    used = text(
        "{used} of {quota} MiB used, {batches} batches",
        used=text.number(round(use.used / MEBIBYTE, 1)),
        quota=text.number(round(use.quota / MEBIBYTE)),
        batches=text.number(use.batches),
    )
    title = text("Space of a centre")
    heads = (text("Laptop's key"), text("Last seen (UTC)"), text("Batches waiting for it"))
    rows = "".join(
        f"<tr><td>{_key(laptop_id(each.key))}"
        f"<td>{escape(text.moment(datetime.fromtimestamp(each.seen_at / 1000, UTC)))}"
        f"<td>{escape(text.number(each.waiting))}"
        for each in use.laptops
    )
    head = "".join(f"<th scope='col'>{escape(each)}" for each in heads)
    nobody = text("No laptop of it has come yet.")
    table = f"<table><thead><tr>{head}<tbody>{rows}</table>" if rows else f"<p>{escape(nobody)}</p>"
    return (
        f"<section><h2>{escape(title)}</h2><p>{_key(use.space)}</p>"
        f"<p class='soft'>{escape(used)}</p>{_damaged(use, text)}{table}</section>"
    )


def _key(key: bytes) -> str:
    return f"<code dir='ltr'>{key.hex()}</code>"


def _damaged(use: SpaceUse, text: Text) -> str:
    if not use.damaged:
        return ""
    said = text.plural(
        "One file was damaged on the disk of this hub. It was dropped; the laptops that still keep"
        " it bring it again. Look at the disk.",
        "{count} files were damaged on the disk of this hub. They were dropped; the laptops that"
        " still keep them bring them again. Look at the disk.",
        use.damaged,
    )
    return f"<p role='alert'>{escape(said)}</p>"


def _language(accepted: str) -> str:
    wanted = [each.split(";")[0].strip()[:2].lower() for each in accepted.split(",")]
    return next((each for each in wanted if each in LANGUAGES), SOURCE_LANGUAGE)


async def _metrics(hub: Hub, _: Request) -> Response:
    try:
        spaces = await run_in_threadpool(hub.store.spaces)
    except StorageAway:
        spaces = None
    lines = [_figure("caseworker_hub_up", "gauge", {"": 0 if spaces is None else 1})]
    answers = {
        f'{{status="{name.removeprefix("answers_")}"}}': count
        for name, count in sorted(hub.counted.items())
        if name.startswith("answers_")
    }
    lines.append(_figure("caseworker_hub_answers_total", "counter", answers))
    lines += [
        _figure(f"caseworker_hub_{name}_total", "counter", {"": hub.counted[name]})
        for name in ("kept_batch", "kept_chunk", "kept_bytes", "let_go")
    ]
    if spaces is not None:
        used = sum(each.used for each in spaces)
        laptops = sum(len(each.laptops) for each in spaces)
        lines.append(_figure("caseworker_hub_spaces", "gauge", {"": len(spaces)}))
        lines.append(_figure("caseworker_hub_laptops", "gauge", {"": laptops}))
        lines.append(_figure("caseworker_hub_used_bytes", "gauge", {"": used}))
        damaged = sum(each.damaged for each in spaces)
        lines.append(_figure("caseworker_hub_damaged_total", "counter", {"": damaged}))
    return PlainTextResponse("".join(lines), media_type="text/plain; version=0.0.4")


def _figure(name: str, kind: str, values: dict[str, int]) -> str:
    rows = "".join(f"{name}{labels} {value}\n" for labels, value in values.items())
    return f"# TYPE {name} {kind}\n{rows}"
