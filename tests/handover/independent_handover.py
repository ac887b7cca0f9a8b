"""A reader written from docs/formats/handover.md alone. It shares no product code."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from tests.sync.independent_batch import (
    SEALED_CHUNK,
    Refused,
    body_key,
    cbor,
    sha,
    unpacked,
    unpadded,
)
from tests.sync.independent_letter import SEALED_KEY, SUITE, private_key

CARD_MAGIC = b"caseworker card 1\n"
MAGIC = b"caseworker handover 1\n"
MIB = 1 << 20
KNOWN_ERRORS = (cbor2.CBORDecodeError, ValueError, TypeError, KeyError, IndexError, AttributeError)


def card_id(card: bytes) -> bytes:
    return sha(b"caseworker card 1", card)[:16]


def is_odd(character: str) -> bool:
    place = ord(character)
    return unicodedata.category(character) == "Cc" or any(
        first <= place <= last
        for first, last in ((0x61C, 0x61C), (0x200E, 0x200F), (0x2028, 0x202E), (0x2066, 0x2069))
    )


def to_compare(card: bytes) -> str:
    digits = f"{int.from_bytes(sha(b'caseworker card 1 compare', card)) % 10**35:035}"
    return " ".join(digits[at : at + 5] for at in range(0, 35, 5))


def is_signed(key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def read_card(file: bytes) -> str:
    if not file.startswith(CARD_MAGIC):
        return "not-a-card"
    if len(file) > 4_096:
        return "bad-card"
    try:
        card, signature = cbor2.loads(file[len(CARD_MAGIC) :])
        told = cbor2.loads(card)
        if told[1] > 1:
            return "newer-version"
        fits = cbor([card, signature]) == file[len(CARD_MAGIC) :] and cbor(told) == card
        fits = fits and list(told) == [1, 2, 3, 4, 5, 6, 7] and told[1] is not True
        fits = fits and [len(told[key]) for key in (2, 5, 6)] == [16, 32, 1_216]
        fits = fits and told[3] >= 1 and 1 <= len(told[4]) <= 200 and len(told[7]) <= 400
        fits = fits and told[4].strip() != "" and not any(map(is_odd, told[4] + told[7]))
    except KNOWN_ERRORS:
        return "bad-card"
    if not fits:
        return "bad-card"
    return (
        "ok"
        if is_signed(told[5], signature, b"caseworker card 1 sign" + card)
        else ("bad-signature")
    )


def associated_data(fields: dict[int, Any]) -> bytes:
    return b"caseworker handover 1" + cbor({key: fields[key] for key in (1, 2, 3)})


def read(file: bytes, senders: list[bytes], own: bytes, seed: bytes, curve: bytes) -> str:
    """Return the result for who compared the cards *senders* and whose own card is *own*."""
    try:
        fields, header, signature, ciphertext = take_apart(file)
        cards = {card_id(each): cbor2.loads(each) for each in senders}
        sender = cards.get(fields[2])
        if sender is None:
            return "unknown-sender"
        if not is_signed(sender[5], signature, b"caseworker handover 1 sign" + header):
            return "bad-signature"
        if fields[3] != card_id(own):
            return "sealed-for-others"
        check_body(opened(fields, ciphertext, seed, curve))
    except Refused as refused:
        return str(refused)
    return "ok"


def take_apart(file: bytes) -> tuple[dict[int, Any], bytes, bytes, bytes]:
    if not file.startswith(MAGIC):
        raise Refused("not-a-handover")
    start = len(MAGIC) + 4
    end = start + int.from_bytes(file[len(MAGIC) : start])
    header, signature, ciphertext = file[start:end], file[end : end + 64], file[end + 64 :]
    try:
        fields = cbor2.loads(header)
        if fields[1] > 1:
            raise Refused("newer-version")
        fits = end - start <= 256 and cbor(fields) == header and list(fields) == [1, 2, 3, 4]
        fits = fits and [len(fields[key]) for key in (2, 3, 4)] == [16, 16, 32]
        fits = fits and len(ciphertext) > SEALED_KEY + 32 and fields[1] is not True
    except KNOWN_ERRORS as error:
        raise Refused("bad-header") from error
    if not fits:
        raise Refused("bad-header")
    if sha(ciphertext) != fields[4]:
        raise Refused("bad-body-hash")
    return fields, header, signature, ciphertext


def opened(fields: dict[int, Any], ciphertext: bytes, seed: bytes, curve: bytes) -> bytes:
    told = associated_data(fields)
    try:
        key = SUITE.decrypt(
            ciphertext[:SEALED_KEY], private_key(seed, curve), b"caseworker batch 1 letter" + told
        )
        salt, sealed = ciphertext[SEALED_KEY : SEALED_KEY + 32], ciphertext[SEALED_KEY + 32 :]
        cipher = ChaCha20Poly1305(body_key(key, salt))
        places = range(0, len(sealed), SEALED_CHUNK)
        plain = b"".join(
            cipher.decrypt(
                index.to_bytes(11) + bytes([at == places[-1]]), sealed[at : at + SEALED_CHUNK], told
            )
            for index, at in enumerate(places)
        )
    except InvalidTag as error:
        raise Refused("bad-seal") from error
    content = unpacked(unpadded(plain))
    size = int.from_bytes(content[:4])
    if size > 24 * MIB or len(content) > 24 * MIB + 49_152 + 4:
        raise Refused("too-large")
    if len(content) < 4 + size:
        raise Refused("bad-body")
    return content[4 : 4 + size]


def check_body(body: bytes) -> None:
    try:
        told: Any = cbor2.loads(body)
        fits = cbor(told) == body and len(told[2]) == 16 and isinstance(told[3], str)
        if told[1] == 2:
            fits = fits and isinstance(told[4], bool) and isinstance(told[5], str)
        else:
            fits = fits and told[1] == 1 and [len(each) for each in told[4]] == [16, 16]
            fits = fits and all(
                kind > 0 and len(key) == 16 and all(number > 0 for number in values)
                for kind, key, values in told[5]
            )
            fits = fits and all(len(key) == 16 and code.upper for key, code in told[6])
            fits = fits and all(
                len(key) == 16 and kind.upper and len(content) <= 4 * MIB
                for key, kind, content in told[7]
            )
            fits = fits and len(told[8]) == 2 and isinstance(told[9], list)
            limits = {5: 8_192, 6: 1_024, 7: 64}
            fits = fits and all(len(told[key]) <= most for key, most in limits.items())
    except KNOWN_ERRORS as error:
        raise Refused("bad-body") from error
    if not fits:
        raise Refused("bad-body")


def new_id(handover: bytes, old: bytes) -> bytes:
    drawn = bytearray(old[:6] + sha(b"caseworker handover 1 id", handover, old)[:10])
    drawn[6] = drawn[6] & 0x0F | 0x70
    drawn[8] = drawn[8] & 0x3F | 0x80
    return bytes(drawn)


def sealed(
    fields: dict[int, Any],
    padded: bytes,
    own: tuple[bytes, bytes],
    key: bytes,
    chunks: Callable[[list[bytes]], list[bytes]] = list,
) -> bytes:
    """Return a ciphertext; *chunks* may spoil it."""
    told = associated_data(fields)
    salt = sha(b"salt", key)
    cipher = ChaCha20Poly1305(body_key(key, salt))
    starts = range(0, len(padded), SEALED_CHUNK - 16)
    parts = [
        cipher.encrypt(
            index.to_bytes(11) + bytes([at == starts[-1]]),
            padded[at : at + SEALED_CHUNK - 16],
            told,
        )
        for index, at in enumerate(starts)
    ]
    sealed_key = SUITE.encrypt(
        key, private_key(*own).public_key(), b"caseworker batch 1 letter" + told
    )
    return sealed_key + salt + b"".join(chunks(parts))
