"""The words of `caseworker hub` on the command line; nothing is loaded for them."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Let *parser* read what the hub may be told."""
    acts = ("run", "invite", "key", "backup", "restore")
    parser.add_argument(
        "do", nargs="?", choices=acts, default="run",
        help="run it (the usual), make an invitation code, show its key, back up, restore",
    )  # fmt: skip
    parser.add_argument("file", nargs="?", type=Path, help="the file of a backup")
    parser.add_argument("--folder", type=Path, help="where its key and database lie")
    parser.add_argument(
        "--database", default="", metavar="ADDRESS",
        help="postgresql://user@host/name, without a password; otherwise SQLite in the folder",
    )  # fmt: skip
    parser.add_argument("--listen", default="127.0.0.1:8460", metavar="HOST:PORT")
    parser.add_argument(
        "--operator", default="127.0.0.1:8461", metavar="HOST:PORT",
        help="where the operator's page and figures are; never open it to the network",
    )  # fmt: skip
    parser.add_argument(
        "--origin", action="append", default=[], metavar="ADDRESS",
        help="https://hub.example.org, as laptops dial it; may be said several times",
    )  # fmt: skip
    parser.add_argument("--certificate", type=Path, help="where no proxy does TLS")
    parser.add_argument("--private-key", type=Path, help="of the certificate")
    parser.add_argument(
        "--quota", type=int, default=10_240, metavar="MIB", help="with invite: room for the centre"
    )
    parser.add_argument(
        "--keep-days", type=int, default=0, metavar="DAYS",
        help="let go of older batches that all laptops have; 0: never",
    )  # fmt: skip
    parser.add_argument(
        "--address-pace", type=int, default=20, metavar="REQUESTS",
        help="unsigned requests a second that one address may make in the long run",
    )  # fmt: skip
