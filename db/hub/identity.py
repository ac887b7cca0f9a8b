"""The hub's own key: laptops accept no other, so it goes with every backup."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db.store.safe_files import write_new

FILE = "hub-key"


def hub_key(folder: Path) -> Ed25519PrivateKey:
    """Return the key in *folder*; made where there is none."""
    path = folder / FILE
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        made = Ed25519PrivateKey.generate().private_bytes_raw()
        write_new(path, made.hex().encode() + b"\n")
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text("ascii")))
