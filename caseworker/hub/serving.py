"""Runs the hub: one address for laptops, one for its operator, in one process."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from caseworker.hub.application import application
from caseworker.hub.hub import Hub
from caseworker.hub.operator_page import operator_application

_MOST_CONNECTIONS = 512


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where to listen."""

    host: str
    port: int

    @classmethod
    def of(cls, written: str) -> Address:
        """Return the address of `host:port`.

        Raises:
            ValueError: it is none.
        """
        host, _, port = written.rpartition(":")
        if not host or not 0 <= int(port) <= 65_535:
            raise ValueError(written)
        return cls(host=host.strip("[]"), port=int(port))


@dataclass(frozen=True, kw_only=True)
class Listening:
    """Both addresses, and the certificate where no proxy stands before the hub."""

    laptops: Address
    operator: Address
    certificate: Path | None = None
    private_key: Path | None = None


def serve(hub: Hub, listening: Listening, ready: Callable[[str, str], None]) -> None:
    """Serve until the process is asked to end; *ready* is told both addresses."""
    asyncio.run(_serve(hub, listening, ready))


async def _serve(hub: Hub, listening: Listening, ready: Callable[[str, str], None]) -> None:
    servers = [
        _server(application(hub), listening.laptops, listening),
        _server(operator_application(hub), listening.operator, None),
    ]
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stopping.set))
    running = [asyncio.create_task(server.serve()) for server in servers]
    try:
        while not all(server.started for server in servers):
            if any(task.done() for task in running):
                break
            await asyncio.sleep(0.01)
        else:
            ready(*(_dialled(server) for server in servers))
            waiting = asyncio.create_task(stopping.wait())
            await asyncio.wait([waiting, *running], return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
    finally:
        for server in servers:
            server.should_exit = True
        await asyncio.gather(*running)


class _Server(uvicorn.Server):
    """Both servers end together, by the signals that `serve` waits for."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave the signals alone."""
        yield


def _server(app: Starlette, address: Address, secured: Listening | None) -> uvicorn.Server:
    config = uvicorn.Config(
        app,
        host=address.host,
        port=address.port,
        log_level="warning",
        # Who asked for what, and from where, is nobody's business.
        access_log=False,
        server_header=False,
        lifespan="on" if secured else "off",
        ws="none",
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=10,
        ssl_certfile=secured.certificate if secured else None,
        ssl_keyfile=secured.private_key if secured else None,
    )
    return _Server(config)


def _dialled(server: uvicorn.Server) -> str:
    host, port = server.servers[0].sockets[0].getsockname()[:2]
    scheme = "https" if server.config.is_ssl else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
