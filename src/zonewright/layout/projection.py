"""From degrees to metres and back into doubt: a transverse Mercator projection around a middle, and the GCJ-02 shift."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, atan2, atanh, cos, cosh, hypot, pi, radians, sin, sinh, sqrt
from typing import Final, TypeAlias

#: A position in WGS 84 as (longitude, latitude), in units of 10^-7 degrees: about a centimetre.
Position: TypeAlias = tuple[int, int]
#: A point on the ground, in metres east and north of the middle.
Point: TypeAlias = tuple[float, float]
PER_DEGREE: Final = 10**7

#: The ellipsoid of WGS 84.
RADIUS: Final = 6_378_137.0
FLATTENING: Final = 1 / 298.257223563
#: The ellipsoid on which the GCJ-02 shift is defined.
GCJ_RADIUS: Final = 6_378_245.0
GCJ_ECCENTRICITY: Final = 0.00669342162296594323

_N: Final = FLATTENING / (2 - FLATTENING)
_A: Final = RADIUS / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_ALPHAS: Final = (_N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16, 13 * _N**2 / 48 - 3 * _N**3 / 5, 61 * _N**3 / 240)


@dataclass(frozen=True, slots=True)
class Projection:
    """Metres around a middle. Lengths within 50 km of it are true to 3 parts in 100,000."""

    middle: Position

    def point(self, position: Position) -> Point:
        """Metres east and north of the middle."""
        east, north = _mercator((position[0] - self.middle[0]) / PER_DEGREE, position[1] / PER_DEGREE)
        return east, north - _mercator(0, self.middle[1] / PER_DEGREE)[1]


def _mercator(longitude: float, latitude: float) -> Point:
    """Krüger's series on the ellipsoid, from the equator and the middle meridian."""
    root = 2 * sqrt(_N) / (1 + _N)
    height = sin(radians(latitude))
    if abs(height) >= 1:  # a pole: the series has no value there, and nobody builds there
        height = 0.9999999999999 if height > 0 else -0.9999999999999
    slope = sinh(atanh(height) - root * atanh(root * height))
    xi, eta = atan2(slope, cos(radians(longitude))), atanh(sin(radians(longitude)) / hypot(1, slope))
    turns = tuple(enumerate(_ALPHAS, 1))
    east = eta + sum(alpha * cos(2 * turn * xi) * sinh(2 * turn * eta) for turn, alpha in turns)
    north = xi + sum(alpha * sin(2 * turn * xi) * cosh(2 * turn * eta) for turn, alpha in turns)
    return _A * east, _A * north


def metres_between(one: Position, other: Position) -> float:
    """The way along a sphere, good enough to tell a city from a continent."""
    (east, north), (far_east, far_north) = ((radians(x / PER_DEGREE), radians(y / PER_DEGREE)) for x, y in (one, other))
    chord = sin((far_north - north) / 2) ** 2 + cos(north) * cos(far_north) * sin((far_east - east) / 2) ** 2
    return 2 * RADIUS * asin(min(1, sqrt(chord)))


def shifted(position: Position) -> Position:
    """Where maps in GCJ-02, the shifted coordinates of Chinese web maps, show a position of WGS 84."""
    x, y = position[0] / PER_DEGREE, position[1] / PER_DEGREE
    u, v = x - 105, y - 35
    waves = (20 * sin(6 * u * pi) + 20 * sin(2 * u * pi)) * 2 / 3
    north = -100 + 2 * u + 3 * v + 0.2 * v * v + 0.1 * u * v + 0.2 * sqrt(abs(u)) + waves
    north += (20 * sin(v * pi) + 40 * sin(v / 3 * pi)) * 2 / 3 + (160 * sin(v / 12 * pi) + 320 * sin(v * pi / 30)) * 2 / 3
    east = 300 + u + 2 * v + 0.1 * u * u + 0.1 * u * v + 0.1 * sqrt(abs(u)) + waves
    east += (20 * sin(u * pi) + 40 * sin(u / 3 * pi)) * 2 / 3 + (150 * sin(u / 12 * pi) + 300 * sin(u / 30 * pi)) * 2 / 3
    squash = 1 - GCJ_ECCENTRICITY * sin(radians(y)) ** 2
    down = radians(1) * GCJ_RADIUS * (1 - GCJ_ECCENTRICITY) / (squash * sqrt(squash))
    across = radians(1) * GCJ_RADIUS / sqrt(squash) * cos(radians(y))
    return position[0] + round(east / across * PER_DEGREE), position[1] + round(north / down * PER_DEGREE)
