"""Real files, small, with words in them that must not stay."""

from __future__ import annotations

import wave
from io import BytesIO

from PIL import Image, PngImagePlugin
from reportlab.pdfgen.canvas import Canvas

TELLING = "Zubaydah Quillfeather"
"""Stands in places where cameras and programs write names."""


def png(wide: int = 60, tall: int = 40, colour: str = "white") -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", TELLING)
    notes.add_itxt("Comment", TELLING, zip=True)
    return _saved(Image.new("RGB", (wide, tall), colour), "PNG", pnginfo=notes)


def plain_png(wide: int, tall: int) -> bytes:
    """Return a grey picture that is vast in pixels and small in bytes."""
    return _saved(Image.new("L", (wide, tall), 200), "PNG")


def jpeg(wide: int = 60, tall: int = 40, *, up: int = 6, progressive: bool = False) -> bytes:
    """Return a picture that says where it was taken, by whom, and which way up it is."""
    exif = Image.Exif()
    exif[0x0112] = up
    exif[0x013B] = TELLING
    exif[0x8825] = {1: "N", 2: (35.0, 53.0, 55.0), 3: "E", 4: (14.0, 30.0, 52.0)}
    picture = Image.linear_gradient("L").convert("RGB").resize((wide, tall))
    saved = _saved(
        picture, "JPEG", exif=exif, comment=TELLING.encode(), progressive=progressive, quality=80
    )
    return saved + b"MotionPhoto" + TELLING.encode()


def pdf(
    pages: int = 1,
    words: str = "A page",
    size: tuple[float, float] = (595, 842),
    password: str | None = None,
) -> bytes:
    into = BytesIO()
    canvas = Canvas(into, pagesize=size, encrypt=password)
    for number in range(pages):
        canvas.drawString(72, 700, f"{words} {number + 1}")
        canvas.showPage()
    canvas.save()
    return into.getvalue()


def sound(milliseconds: int = 50) -> bytes:
    into = BytesIO()
    with wave.open(into, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\x00\x10" * 8 * milliseconds)
    spoken = into.getvalue()
    told = b"INFOIART" + len(TELLING).to_bytes(4, "little") + TELLING.encode() + b"\x00"
    return spoken + b"LIST" + len(told).to_bytes(4, "little") + told


def mp3() -> bytes:
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    told = TELLING.encode()
    tag = b"ID3\x03\x00\x00" + bytes((0, 0, len(told) >> 7, len(told) & 0x7F)) + told
    return tag + 3 * frame + b"TAG" + told.ljust(125, b"\x00")


def video(*, pictures: bool = True) -> bytes:
    """Return the boxes of a recording by telephone, with the place where it was made."""
    handler = b"vide" if pictures else b"soun"
    track = _box(b"trak", _box(b"mdia", _box(b"hdlr", bytes(8) + handler + bytes(12))))
    place = _box(
        b"udta", _box(b"\xa9xyz", b"\x00\x12\x15\xc7+35.8989+014.5146/" + TELLING.encode())
    )
    return (
        _box(b"ftyp", b"isom" + bytes(4) + b"isommp42")
        + _box(b"moov", _box(b"mvhd", bytes(100)) + track + place)
        + _box(b"mdat", b"\x01\x02\x03\x04" * 64)
    )


def telephone_picture() -> bytes:
    return _box(b"ftyp", b"heic" + bytes(4) + b"mif1heic") + bytes(64)


def bomb() -> bytes:
    """Return a small PNG that says it has nine hundred million pixels."""
    whole = bytearray(png())
    whole[16:24] = (30_000).to_bytes(4, "big") * 2
    return bytes(whole)


def _box(kind: bytes, inside: bytes) -> bytes:
    return (len(inside) + 8).to_bytes(4, "big") + kind + inside


def _saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    into = BytesIO()
    picture.save(into, kind, **how)
    return into.getvalue()
