"""What a picture looks like in a few bytes: a hash for finding doubles, a placeholder, its main colour."""

import base64
import math
from collections.abc import Callable
from typing import cast

from PIL import Image

Pixels = list[tuple[int, int, int, int]]


def perceptual_hash(picture: Image.Image) -> int:
    """Return a difference hash as a signed 64-bit number; pictures that look alike differ in few bits."""
    small = picture.convert("L").resize((9, 8), Image.Resampling.LANCZOS)
    grey = list(small.tobytes())
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (grey[row * 9 + column] < grey[row * 9 + column + 1])
    return bits - (1 << 64) if bits >= 1 << 63 else bits


def dominant_color(picture: Image.Image) -> str:
    """Return the commonest colour among eight as `#rrggbb`."""
    small = picture.convert("RGB").resize((32, 32), Image.Resampling.BOX)
    few = small.quantize(8)
    counts = few.getcolors() or [(1, 0)]
    _count, index = max(counts, key=lambda pair: pair[0])
    palette = few.getpalette() or [0, 0, 0]
    start = 3 * cast("int", index)  # A palette's colours are numbers.
    red, green, blue = palette[start : start + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"


def thumbhash(picture: Image.Image) -> str:
    """Return a ThumbHash (Base64): a blurred placeholder with the picture's shape and colours in about 25 bytes."""
    small = picture.convert("RGBA")
    small.thumbnail((64, 64), Image.Resampling.BOX)
    return base64.b64encode(_hash(small)).decode()


def _hash(small: Image.Image) -> bytes:
    width, height = small.size
    raw = small.tobytes()
    pixels: Pixels = [(raw[i], raw[i + 1], raw[i + 2], raw[i + 3]) for i in range(0, len(raw), 4)]
    has_alpha = any(pixel[3] < 255 for pixel in pixels)
    luminance, yellow_blue, red_green, alpha = _channels(pixels)
    limit = 5 if has_alpha else 7
    longest = max(width, height)
    across = max(1, round(limit * width / longest))
    down = max(1, round(limit * height / longest))
    light = _encode(luminance, (width, height), max(across, 3), max(down, 3))
    yellow = _encode(yellow_blue, (width, height), 3, 3)
    red = _encode(red_green, (width, height), 3, 3)
    is_landscape = width > height
    first = (
        round(63 * light.mean)
        | round(31.5 + 31.5 * yellow.mean) << 6
        | round(31.5 + 31.5 * red.mean) << 12
        | round(31 * light.scale) << 18
        | has_alpha << 23
    )
    second = (
        (down if is_landscape else across)
        | round(63 * yellow.scale) << 3
        | round(63 * red.scale) << 9
        | is_landscape << 15
    )
    head = first.to_bytes(3, "little") + second.to_bytes(2, "little")
    waves = [*light.waves, *yellow.waves, *red.waves]
    if has_alpha:
        opaque = _encode(alpha, (width, height), 5, 5)
        head += bytes([round(15 * opaque.mean) | round(15 * opaque.scale) << 4])
        waves += opaque.waves
    return head + _nibbles(waves)


def _channels(pixels: Pixels) -> tuple[list[float], list[float], list[float], list[float]]:
    """Return luminance, yellow-blue, red-green and alpha, laid over the average colour where it is transparent."""
    weight = sum(pixel[3] for pixel in pixels) / 255 or 1.0
    average = [sum(pixel[c] / 255 * pixel[3] / 255 for pixel in pixels) / weight for c in range(3)]
    light, yellow, red, alpha = [], [], [], []
    for pixel in pixels:
        a = pixel[3] / 255
        r, g, b = (average[c] * (1 - a) + a * pixel[c] / 255 for c in range(3))
        light.append((r + g + b) / 3)
        yellow.append((r + g) / 2 - b)
        red.append(r - g)
        alpha.append(a)
    return light, yellow, red, alpha


class _Channel:
    """A channel as its mean, the range of its waves, and the waves scaled to 0 to 1."""

    def __init__(self, mean: float, waves: list[float]) -> None:
        self.mean = mean
        self.scale = max((abs(wave) for wave in waves), default=0.0)
        scale = self.scale
        self.waves = [0.5 + 0.5 / scale * wave if scale else 0.5 for wave in waves]


def _encode(channel: list[float], size: tuple[int, int], across: int, down: int) -> _Channel:
    """Return the lowest waves of a channel: its discrete cosine transform, the triangle nearest to the corner."""
    width, height = size
    mean, waves = 0.0, []
    cosines_y = [_cosines(wave, height) for wave in range(down)]
    for wave_x in range(across):
        rows = _row_sums(channel, width, height, _cosines(wave_x, width))
        for wave_y in range(down):
            if wave_x * down + wave_y * across >= across * down:
                continue
            value = sum(map(float.__mul__, rows, cosines_y[wave_y])) / (width * height)
            if wave_x or wave_y:
                waves.append(((wave_y, wave_x), value))
            else:
                mean = value
    return _Channel(mean, [value for _place, value in sorted(waves)])


def _cosines(wave: int, length: int) -> list[float]:
    return [math.cos(math.pi / length * wave * (place + 0.5)) for place in range(length)]


def _row_sums(channel: list[float], width: int, height: int, cosines: list[float]) -> list[float]:
    multiply: Callable[[float, float], float] = float.__mul__
    return [
        sum(map(multiply, channel[row * width : (row + 1) * width], cosines))
        for row in range(height)
    ]


def _nibbles(waves: list[float]) -> bytes:
    values = [min(15, max(0, round(15 * wave))) for wave in waves]
    values += [0] * (len(values) % 2)
    return bytes(low | high << 4 for low, high in zip(values[::2], values[1::2], strict=True))
