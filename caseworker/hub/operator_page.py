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
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem;
       color: #1d2329; background: #fff; }
@media (prefers-color-scheme: dark) { body { color: #e6e8ea; background: #16191c; } }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
th, td { text-align: start; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #8884; }
code { font-size: .95em; overflow-wrap: anywhere; }
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
        f"<meta name='viewport' content='width=device-width'><title>{escape(title)}</title>"
        f"<style>{_STYLE}</style><h1>{escape(title)}</h1>"
        f"<p>{escape(key)}: <code>{hub.public.hex()}</code></p>{body}</html>"
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
        f"<tr><td><code>{laptop_id(each.key).hex()}</code>"
        f"<td>{escape(text.moment(datetime.fromtimestamp(each.seen_at / 1000, UTC)))}"
        f"<td>{escape(text.number(each.waiting))}"
        for each in use.laptops
    )
    head = "".join(f"<th scope='col'>{escape(each)}" for each in heads)
    return (
        f"<h2>{escape(title)} <code>{use.space.hex()}</code></h2><p>{escape(used)}</p>"
        f"{_damaged(use, text)}"
        f"<table><thead><tr>{head}<tbody>{rows}</table>"
    )


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
