"""Writes the land of the map from Natural Earth's land at 1:10 million, as the npm package
world-atlas 2.0.2 contains it (public domain). Run by hand:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 make_coastlines.py package/land-10m.json ../src/main/resources/app/akin/resources/land.bin

The file is compressed by gzip. Its content is big-endian: four doubles (degrees of longitude and
latitude per unit, longitude and latitude of the origin), then for each ring the number of its points
and the differences of their coordinates in units, longitude first, as variable-length integers of
seven bits a byte, lowest first, with the sign in the lowest bit. The first point of a ring is
relative to the origin. The last point is joined to the first. A zero ends the file. Rings inside of
others are water. Longitudes of a ring that crosses the date line go on beyond 180 degrees.
"""

import gzip
import json
import struct
import sys


def rings(topology):
    """Returns each ring as a list of points in units."""
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x += dx
            y += dy
            points.append((x, y))
        arcs.append(points)
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                points = []
                for index in ring:
                    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                    points.extend(arc[1 if points else 0 :])
                if points[0] == points[-1]:
                    points.pop()
                if not is_null_island(topology["transform"], points):
                    yield unwrap(topology["transform"], points)


def unwrap(transform, points):
    """Returns a ring without jumps at the date line. A ring around the south pole is closed there."""
    world = round(360 / transform["scale"][0])
    unwrapped = []
    shift = 0
    for index, (x, y) in enumerate(points):
        if index > 0:
            step = x - points[index - 1][0]
            shift -= world * round(step / world)
        unwrapped.append((x + shift, y))
    gap = unwrapped[0][0] - unwrapped[-1][0]
    if abs(gap) > world / 2:
        pole = round((-90 - transform["translate"][1]) / transform["scale"][1])
        unwrapped.append((unwrapped[0][0] - world * round(gap / world), unwrapped[0][1]))
        unwrapped.append((unwrapped[-1][0], pole))
        unwrapped.append((unwrapped[0][0], pole))
    west = min(x for x, y in unwrapped) // world * world
    return [(x - west, y) for x, y in unwrapped]


def is_null_island(transform, points):
    """Returns whether a ring is the island at 0, 0 by which Natural Earth marks missing places."""
    return all(
        abs(point[axis] * transform["scale"][axis] + transform["translate"][axis]) < 0.1
        for point in points
        for axis in (0, 1)
    )


def integer(out, value):
    value = value << 1 if value >= 0 else (-value << 1) - 1
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)


def main(source, target):
    with open(source, encoding="utf-8") as file:
        topology = json.load(file)
    transform = topology["transform"]
    out = bytearray(struct.pack(">4d", *transform["scale"], *transform["translate"]))
    for points in sorted(rings(topology), key=len, reverse=True):
        integer(out, len(points))
        x = y = 0
        for nx, ny in points:
            integer(out, nx - x)
            integer(out, ny - y)
            x, y = nx, ny
    integer(out, 0)
    with open(target, "wb") as file:
        file.write(gzip.compress(bytes(out), 9, mtime=0))


main(*sys.argv[1:])
