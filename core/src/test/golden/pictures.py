"""The golden pictures: made by formula, one for each way a file may hold its pixels.

Each picture is written with Pillow, or byte by byte where Pillow cannot write the form, and read
back with Pillow: what `convert("RGB")` gives, turned upright after the EXIF orientation, is what
Akin's decoder must give to the bit. Two rules are Akin's own and not Pillow's: the orientation is
applied, and a 16-bit grey sample is its high byte.
"""

import hashlib
import io
import struct
import zlib

import numpy as np
from PIL import Image, ImageOps

ORIENTATION = 274  # the EXIF tag


def scene(width, height, seed):
    """Two waves, a slope, a disc, a bar: smooth, with edges. float [height, width, 3], 0..255."""
    random = np.random.RandomState(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    x, y = x / max(width - 1, 1), y / max(height - 1, 1)
    out = np.empty((height, width, 3))
    for channel in range(3):
        a, b, c, d = random.uniform(-1, 1, 4)
        wave = np.sin(2 * np.pi * (x * (1 + a) + y * b) + 3 * c) + np.cos(
            2 * np.pi * (y * (1 + d) - x * c) + 2 * a
        )
        out[..., channel] = 128 + 45 * wave + 60 * (a * x + d * y)
    cx, cy, r = random.uniform(0.25, 0.75, 3)
    out[(x - cx) ** 2 + (y - cy) ** 2 < (r / 3) ** 2] = random.uniform(0, 255, 3)
    bar = int(random.uniform(0.1, 0.8) * width)
    out[:, bar : bar + max(width // 12, 1)] = random.uniform(0, 255, 3)
    return np.clip(out, 0, 255)


def bytes_of(picture):
    return np.clip(np.floor(picture + 0.5), 0, 255).astype(np.uint8)


def rgb(width, height, seed):
    return Image.fromarray(bytes_of(scene(width, height, seed)), "RGB")


def grey(width, height, seed):
    return Image.fromarray(bytes_of(scene(width, height, seed).mean(axis=2)), "L")


def noise(width, height, seed, channels=3):
    return np.random.RandomState(seed).randint(0, 256, (height, width, channels), dtype=np.uint8)


def alpha(width, height):
    """A ramp from clear to opaque: whoever composes with it instead of dropping it is found out."""
    y, x = np.mgrid[0:height, 0:width]
    return ((x * 255 // max(width - 1, 1) + y * 7) % 256).astype(np.uint8)


def saved(image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def turned(orientation):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif.tobytes()


def png16(samples, colour):
    """A PNG of 16 bits a sample, which Pillow cannot write. samples: uint16 [height, width, n]."""
    height, width, _ = samples.shape

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in samples)
    head = struct.pack(">IIBBBBB", width, height, 16, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def deep(width, height, seed, channels):
    """16-bit samples whose low bytes matter: rounding instead of cutting changes half of them."""
    wide = (
        scene(width, height, seed)[..., :channels]
        if channels < 4
        else np.dstack([scene(width, height, seed), alpha(width, height)])
    )
    low = np.random.RandomState(seed + 1).randint(0, 256, wide.shape)
    return (bytes_of(wide).astype(np.uint16) << 8) | low.astype(np.uint16)


def wide_gamut_profile():
    """A display profile far from sRGB: to be ignored, as the reference does."""

    def fixed(*values):
        return b"".join(struct.pack(">i", int(round(v * 65536))) for v in values)

    xyz = lambda *v: b"XYZ \0\0\0\0" + fixed(*v)
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, int(1.8 * 256)) + b"\0\0"
    name = b"golden wide\0"
    text = b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + b"\0" * (4 + 4 + 2 + 1 + 67)
    tags = [
        (b"desc", text),
        (b"cprt", b"text\0\0\0\0none\0"),
        (b"wtpt", xyz(0.9642, 1.0, 0.8249)),
        (b"rXYZ", xyz(0.7977, 0.2880, 0.0)),
        (b"gXYZ", xyz(0.1352, 0.7119, 0.0)),
        (b"bXYZ", xyz(0.0313, 0.0001, 0.8249)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    ]
    table, body, offset = b"", b"", 128 + 4 + 12 * len(tags)
    for key, value in tags:
        value += b"\0" * (-len(value) % 4)
        table += key + struct.pack(">II", offset + len(body), len(value))
        body += value
    size = offset + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"none", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    head += (
        struct.pack(">6H", 2024, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28 + fixed(0.9642, 1.0, 0.8249)
    )
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def small_first_frame(image, screen, left, top):
    """A GIF of one frame, smaller than its screen: Pillow's file with size and place changed."""
    data = bytearray(saved(image, "GIF"))
    struct.pack_into("<HH", data, 6, *screen)
    flags = data[10]
    position = 13 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
    while data[position] == 0x21:  # extensions before the frame
        position += 2
        while data[position]:
            position += data[position] + 1
        position += 1
    assert data[position] == 0x2C
    struct.pack_into("<HH", data, position + 1, left, top)
    return bytes(data)


def palette(width, height, seed, colours=32):
    return rgb(width, height, seed).quantize(colours, dither=Image.Dither.NONE)


def cmyk(width, height, seed):
    ink = np.dstack([scene(width, height, seed), scene(width, height, seed + 1)[..., 0] * 0.6])
    return Image.fromarray(bytes_of(ink), "CMYK")


def files():
    """name -> (bytes of the file, the RGB it must give or None for what Pillow says)"""
    out = {}

    def add(name, data, expected=None):
        out[name] = (data, expected)

    add("rgb.png", saved(rgb(96, 64, 1), "PNG", optimize=True))
    add("noise.png", saved(Image.fromarray(noise(41, 40, 2), "RGB"), "PNG", optimize=True))
    add("square-32.png", saved(rgb(32, 32, 3), "PNG", optimize=True))
    add("strip-120x2.png", saved(rgb(120, 2, 4), "PNG", optimize=True))
    add("tall-21x117.png", saved(rgb(21, 117, 5), "PNG", optimize=True))
    add("baseline-420.jpg", saved(rgb(97, 71, 6), "JPEG", quality=88, subsampling=2))
    add("baseline-422.jpg", saved(rgb(75, 83, 7), "JPEG", quality=80, subsampling=1))
    add(
        "progressive-444.jpg",
        saved(rgb(80, 62, 8), "JPEG", quality=90, subsampling=0, progressive=True),
    )
    add(
        "progressive-420.jpg",
        saved(rgb(67, 89, 9), "JPEG", quality=75, subsampling=2, progressive=True),
    )
    add("profile.jpg", saved(rgb(72, 60, 10), "JPEG", quality=88, icc_profile=wide_gamut_profile()))
    add(
        "profile.png",
        saved(rgb(60, 44, 11), "PNG", optimize=True, icc_profile=wide_gamut_profile()),
    )
    add("grey.jpg", saved(grey(70, 58, 12), "JPEG", quality=88))
    add("grey.png", saved(grey(66, 54, 13), "PNG", optimize=True))
    add(
        "grey-alpha.png",
        saved(Image.merge("LA", [grey(54, 43, 14), Image.fromarray(alpha(54, 43), "L")]), "PNG"),
    )
    add("bilevel.png", saved(grey(72, 50, 15).convert("1"), "PNG", optimize=True))
    add("palette.png", saved(palette(64, 51, 16), "PNG", optimize=True))
    add(
        "palette-clear.png", saved(palette(58, 47, 17), "PNG", transparency=bytes(range(0, 256, 8)))
    )
    add(
        "rgba.png",
        saved(
            Image.merge("RGBA", [*rgb(56, 45, 18).split(), Image.fromarray(alpha(56, 45), "L")]),
            "PNG",
        ),
    )
    colour16, alpha16, grey16 = deep(36, 30, 19, 3), deep(32, 28, 20, 4), deep(40, 33, 21, 1)
    add("rgb-16.png", png16(colour16, 2), (colour16 >> 8).astype(np.uint8))
    add("rgba-16.png", png16(alpha16, 6), (alpha16[..., :3] >> 8).astype(np.uint8))
    add("grey-16.png", png16(grey16, 0), np.repeat((grey16 >> 8).astype(np.uint8), 3, axis=2))
    add("cmyk.jpg", saved(cmyk(64, 50, 22), "JPEG", quality=88))
    add("cmyk.tif", saved(cmyk(38, 30, 23), "TIFF", compression="tiff_lzw"))
    add("rgb.tif", saved(rgb(44, 32, 24), "TIFF"))
    add("lzw.tif", saved(rgb(52, 40, 25), "TIFF", compression="tiff_lzw"))
    add("rgb.bmp", saved(rgb(41, 30, 26), "BMP"))
    add("palette.gif", saved(palette(62, 48, 27), "GIF"))
    add(
        "animated.gif",
        saved(
            palette(50, 40, 28),
            "GIF",
            save_all=True,
            append_images=[palette(50, 40, 29)],
            duration=80,
        ),
    )
    add("small-frame.gif", small_first_frame(palette(34, 28, 30), (60, 46), 11, 7))
    add("lossless.webp", saved(rgb(64, 52, 31), "WEBP", lossless=True))
    add(
        "lossless-alpha.webp",
        saved(
            Image.merge("RGBA", [*rgb(48, 40, 32).split(), Image.fromarray(alpha(48, 40), "L")]),
            "WEBP",
            lossless=True,
            exact=True,
        ),
    )
    for orientation in (3, 5, 6, 8):
        add(
            f"turned-{orientation}.jpg",
            saved(rgb(78, 57, 40 + orientation), "JPEG", quality=85, exif=turned(orientation)),
        )
    return out


def upright(data, expected=None):
    """The pixels Akin must see: uint8 [height, width, 3]."""
    image = Image.open(io.BytesIO(data))
    orientation = image.getexif().get(ORIENTATION, 1)
    pixels = np.asarray(image.convert("RGB"))
    if expected is not None:
        if image.mode in (
            "RGB",
            "RGBA",
            "LA",
        ):  # Pillow reads these as we do; its 16-bit grey it clips
            assert np.array_equal(pixels, expected)
        pixels = expected
    straight = ImageOps.exif_transpose(image).convert("RGB")
    if orientation != 1:
        pixels = np.asarray(straight)
    return np.ascontiguousarray(pixels)


def sha256(array):
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()
