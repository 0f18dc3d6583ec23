#!/usr/bin/env python3
"""Renders the icon to every size that the three systems want.

Run by hand from the repository's folder after the drawing changed; needs rsvg-convert
(Debian: librsvg2-bin). Writes the PNGs that the window shows, and for the installer the others,
the .ico and the .icns.
"""
import pathlib
import struct
import subprocess

DRAWINGS = pathlib.Path("resources/recipe/icon")
ICONS = pathlib.Path("resources/src/main/resources/app/akin/resources/icon")
INSTALLER = pathlib.Path("installer/src/main/icons")
SMALL = 24  # Up to this size the simpler drawing.
WINDOW = (16, 24, 32, 48, 64, 128, 256)
SIZES = (*WINDOW, 22, 512)
# The types of .icns whose contents are PNGs.
MAC = {b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512,
       b"ic11": 32, b"ic12": 64, b"ic13": 256, b"ic14": 512}


def render(size):
    drawing = DRAWINGS / ("akin-small.svg" if size <= SMALL else "akin.svg")
    side = str(size)
    return subprocess.run(["rsvg-convert", "-w", side, "-h", side, str(drawing)],
                          check=True, stdout=subprocess.PIPE).stdout


def ico(pictures):
    head = struct.pack("<HHH", 0, 1, len(pictures))
    at = len(head) + 16 * len(pictures)
    entries, data = b"", b""
    for size, png in pictures:
        side = size % 256  # 0 stands for 256.
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(png), at + len(data))
        data += png
    return head + entries + data


def icns(pictures):
    body = b"".join(kind + struct.pack(">I", len(png) + 8) + png for kind, png in pictures)
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def main():
    rendered = {size: render(size) for size in SIZES}
    for size, png in rendered.items():
        folder = ICONS if size in WINDOW else INSTALLER
        (folder / f"akin-{size}.png").write_bytes(png)
    (INSTALLER / "akin.ico").write_bytes(ico([(size, rendered[size]) for size in WINDOW]))
    (INSTALLER / "akin.icns").write_bytes(
        icns([(kind, rendered[size]) for kind, size in MAC.items()]))


if __name__ == "__main__":
    main()
