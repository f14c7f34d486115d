"""A drawing surface in the units of the finished picture, smooth because it works at twice the size."""

import io
import math
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps

Colour = tuple[int, ...]
Point = tuple[float, float]
_SCALE = 2


class Canvas:
    """A picture of `width` by `height` pixels in the making; a colour is (red, green, blue) or has alpha as fourth."""

    def __init__(self, width: int, height: int, stops: Sequence[Colour]) -> None:
        """Begin with a vertical gradient through the colours, top to bottom."""
        self.width, self.height = width, height
        strip = Image.new("RGB", (1, len(stops)))
        strip.putdata([(stop[0], stop[1], stop[2]) for stop in stops])
        size = (width * _SCALE, height * _SCALE)
        self.picture = strip.resize(size, Image.Resampling.BICUBIC)
        self._pen = ImageDraw.Draw(self.picture, "RGBA")

    def shape(self, points: Sequence[Point], fill: Colour) -> None:
        """Fill a polygon."""
        self._pen.polygon([_scaled(point) for point in points], fill=fill)

    def box(
        self, left: float, top: float, right: float, bottom: float, fill: Colour, radius: float = 0
    ) -> None:
        """Fill a rectangle, with rounded corners when a radius is given."""
        corners = (*_scaled((left, top)), *_scaled((right, bottom)))
        self._pen.rounded_rectangle(corners, radius=radius * _SCALE, fill=fill)

    def disc(self, at: Point, radius: float, fill: Colour) -> None:
        """Fill a circle."""
        self.oval(at, radius, radius, fill)

    def oval(self, at: Point, across: float, down: float, fill: Colour) -> None:
        """Fill an ellipse with the given half axes."""
        corners = (
            *_scaled((at[0] - across, at[1] - down)),
            *_scaled((at[0] + across, at[1] + down)),
        )
        self._pen.ellipse(corners, fill=fill)

    def line(self, points: Sequence[Point], fill: Colour, width: float) -> None:
        """Draw a line through the points."""
        scaled = [_scaled(point) for point in points]
        self._pen.line(scaled, fill=fill, width=max(1, round(width * _SCALE)), joint="curve")

    def words(self, at: Point, text: str, size: float, fill: Colour, anchor: str = "la") -> None:
        """Write Latin letters and digits; `anchor` is Pillow's (la: left and top, mm: the middle)."""
        font = ImageFont.load_default(size * _SCALE)
        self._pen.text(_scaled(at), text, fill=fill, font=font, anchor=anchor)

    def glow(self, at: Point, radius: float, colour: Colour) -> None:
        """Add light around a point, strongest in the middle."""
        side = max(2, round(radius * 2 * _SCALE))
        light = ImageOps.invert(Image.radial_gradient("L")).point(_fade).resize((side, side))
        corner = (round((at[0] - radius) * _SCALE), round((at[1] - radius) * _SCALE))
        area = (*corner, corner[0] + side, corner[1] + side)
        tinted = ImageOps.colorize(light, (0, 0, 0), (colour[0], colour[1], colour[2]))
        self.picture.paste(ImageChops.screen(self.picture.crop(area), tinted), corner)

    def reflect(self, waterline: float, tint: Colour, seed: int) -> None:
        """Turn everything below the waterline into water that mirrors what stands above it."""
        line, full = round(waterline * _SCALE), self.height * _SCALE
        above = self.picture.crop((0, max(0, 2 * line - full), self.width * _SCALE, line))
        water = ImageOps.flip(above).resize((self.width * _SCALE, full - line))
        water = water.filter(ImageFilter.GaussianBlur(5 * _SCALE))
        water = Image.blend(water, Image.new("RGB", water.size, (tint[0], tint[1], tint[2])), 0.35)
        self.picture.paste(water, (0, line))
        chance = numbers(seed)
        for _ in range(self.width // 6):
            depth = chance.random() ** 2
            y = waterline + 4 + depth * (self.height - waterline)
            x, length = chance.uniform(0, self.width), 12 + 110 * depth
            self.line([(x, y), (x + length, y)], (255, 255, 255, 26), 1 + 1.5 * depth)

    def soften(self, radius: float) -> None:
        """Blur all that was drawn so far, as what lies behind the point of focus."""
        self.picture.paste(self.picture.filter(ImageFilter.GaussianBlur(radius * _SCALE)))

    def finished(self, format_: str = "JPEG") -> bytes:
        """Return the picture as a JPEG or PNG file."""
        small = self.picture.resize((self.width, self.height), Image.Resampling.LANCZOS)
        file = io.BytesIO()
        if format_ == "PNG":
            small.quantize(128, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        else:
            small.save(file, "JPEG", quality=84, optimize=True, progressive=True)
        return file.getvalue()


def numbers(seed: int) -> Random:
    """Return a source of numbers that gives the same ones on every machine."""
    return Random(seed)  # noqa: S311 - windows and waves, no secrets


def ridge(width: float, base: float, height: float, seed: int, step: float = 6) -> list[Point]:
    """Return the outline of hills across the whole width, `height` high at most above `base`."""
    chance = numbers(seed)
    waves = [
        (chance.uniform(0.5, 1) / n, n * chance.uniform(0.8, 1.3), chance.uniform(0, 7))
        for n in (1, 2, 4, 9)
    ]
    total = sum(size for size, _, _ in waves)
    points = []
    for number in range(int(width / step) + 2):
        x = number * step
        lift = sum(size * math.sin(x / width * pace * 5 + start) for size, pace, start in waves)
        points.append((x, base - height * (0.5 + 0.5 * lift / total)))
    return points


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour between two, `share` of the way to the second."""
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))


def _scaled(point: Point) -> tuple[float, float]:
    return (point[0] * _SCALE, point[1] * _SCALE)


def _fade(value: int) -> int:
    """Let the light end before the sides of its square, whose middles are at 75."""
    share: float = max(0, value - 76) / 179
    return round(255 * math.pow(share, 1.7))
