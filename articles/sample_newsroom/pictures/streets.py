"""Views of the city: its trams, market, bridge, pitch and glasshouse."""

import math

from articles.sample_newsroom.pictures.canvas import Canvas, mixed, numbers, ridge


def night_tram() -> bytes:
    """Draw a tram coming down a dark street, 1200 by 1200."""
    canvas = Canvas(1200, 1200, [(10, 12, 34), (28, 28, 66), (58, 44, 86)])
    chance = numbers(4)
    for side in (0, 1):
        for number in range(6):
            depth = number / 6
            left = 430 * depth if side == 0 else 1200 - 430 * depth - 190 * (1 - depth)
            top = 120 + 330 * depth + chance.uniform(-40, 40)
            canvas.box(
                left,
                top,
                left + 190 * (1 - depth) + 30,
                760,
                mixed((22, 20, 48), (48, 40, 82), depth),
            )
    canvas.soften(3)
    canvas.shape([(0, 1200), (470, 740), (730, 740), (1200, 1200)], (32, 30, 56))
    for x in (330, 520, 680, 870):
        canvas.line([(600 + (x - 600) * 0.25, 742), (x, 1200)], (150, 150, 184), 4)
    _tram(canvas)
    for x, y, size in ((120, 300, 150), (330, 470, 84), (870, 470, 84), (1080, 300, 150)):
        canvas.line([(x, y), (x, y + size * 3.4)], (14, 14, 32), size / 18)
        canvas.glow((x, y), size, (255, 196, 120))
        canvas.disc((x, y), size / 14, (255, 240, 206))
    return canvas.finished()


def market_square() -> bytes:
    """Draw striped awnings and hanging lamps on the square, 1600 by 1067."""
    canvas = Canvas(1600, 1067, [(30, 38, 82), (96, 74, 120), (216, 132, 104)])
    canvas.shape([(0, 700), *ridge(1600, 640, 150, 12), (1606, 700)], (52, 46, 90))
    canvas.box(0, 690, 1600, 1067, (92, 66, 80))
    colours = [(206, 64, 60), (34, 120, 128), (226, 160, 52), (96, 82, 160), (60, 132, 84)]
    for number, colour in enumerate(colours):
        _stall(canvas, 40 + number * 312, 470 + (number % 2) * 34, colour, seed=number)
    for string in range(3):
        start, end, y = -40 + string * 300, 1000 + string * 360, 150 + string * 60
        for lamp in range(13):
            share = lamp / 12
            at = (start + (end - start) * share, y + 130 * math.sin(math.pi * share))
            canvas.glow(at, 62, (255, 206, 130))
            canvas.disc(at, 9, (255, 244, 214))
    _people(canvas, seed=17)
    return canvas.finished()


def bridge_cables() -> bytes:
    """Draw a cable-stayed bridge over the river under a painted sky, 1600 by 1000."""
    canvas = Canvas(1600, 1000, [(70, 130, 186), (150, 190, 214), (246, 226, 206)])
    chance = numbers(9)
    for _ in range(46):
        at = (chance.uniform(-60, 1660), chance.uniform(40, 330))
        canvas.oval(at, chance.uniform(70, 200), chance.uniform(16, 44), (255, 255, 255, 46))
    canvas.soften(7)
    canvas.shape([(0, 640), *ridge(1600, 620, 120, 33), (1606, 640)], (94, 130, 130))
    for x in (470, 1130):
        canvas.shape([(x - 20, 640), (x - 7, 150), (x + 7, 150), (x + 20, 640)], (58, 64, 78))
        for number in range(1, 13):
            reach, top = number * 26.5, 170 + number * 9
            canvas.line([(x, top), (x - reach, 560)], (70, 76, 90, 220), 2)
            canvas.line([(x, top), (x + reach, 560)], (70, 76, 90, 220), 2)
    canvas.box(0, 556, 1600, 580, (52, 56, 70))
    for x in (210, 610, 660, 980, 1370):
        canvas.box(x, 536, x + 46, 556, (196, 70, 60), 6)
    canvas.reflect(640, (44, 86, 104), 14)
    return canvas.finished()


def stadium_night() -> bytes:
    """Draw the pitch under floodlights, 1600 by 900."""
    canvas = Canvas(1600, 900, [(8, 12, 30), (20, 30, 60), (40, 54, 84)])
    canvas.shape(
        [(0, 430), (160, 300), (1440, 300), (1600, 430), (1600, 520), (0, 520)], (30, 34, 58)
    )
    chance = numbers(23)
    for _ in range(2600):
        x, y = chance.uniform(60, 1540), chance.uniform(312, 500)
        colour = chance.choice([(210, 80, 70), (236, 224, 210), (70, 90, 140), (240, 196, 90)])
        canvas.disc((x, y), 3.2, (*colour, 170))
    for stripe in range(12):
        top, bottom = 505 + 395 * (stripe / 12) ** 1.5, 505 + 395 * ((stripe + 1) / 12) ** 1.5
        canvas.box(0, top, 1600, bottom + 1, (44, 128, 66) if stripe % 2 else (38, 114, 60))
    canvas.oval((800, 690), 230, 74, (236, 246, 236))
    canvas.oval((800, 690), 225, 70, (41, 121, 63))
    canvas.line([(0, 690), (1600, 690)], (236, 246, 236), 5)
    for x, y, shirt in (
        (610, 640, 0),
        (760, 720, 1),
        (930, 620, 0),
        (1010, 780, 1),
        (420, 760, 1),
        (1240, 700, 0),
    ):
        _player(canvas, x, y, (206, 52, 54) if shirt else (244, 244, 250))
    for x in (150, 1450):
        canvas.line([(x, 430), (x, 70)], (14, 16, 34), 12)
        canvas.glow((x, 80), 330, (226, 236, 255))
        canvas.box(x - 70, 50, x + 70, 104, (246, 250, 255), 8)
    return canvas.finished()


def glasshouse() -> bytes:
    """Draw rows of seedlings under glass arches, 1600 by 900."""
    canvas = Canvas(1600, 900, [(206, 232, 226), (160, 214, 186), (58, 122, 92)])
    canvas.glow((800, 330), 640, (255, 250, 210))
    for number in range(9):
        reach = 900 * 0.74**number
        box = [(800 - reach, 470 + reach * 0.5)]
        box += [
            (
                800 - reach * math.cos(a / 20 * math.pi),
                400 - reach * 0.62 * math.sin(a / 20 * math.pi),
            )
            for a in range(21)
        ]
        canvas.line([*box, (800 + reach, 470 + reach * 0.5)], (70, 104, 104, 210), 2 + reach / 90)
    for row in (-3, -2, -1, 1, 2, 3):
        canvas.shape(
            [
                (800 + row * 30, 430),
                (800 + row * 44, 430),
                (800 + row * 420, 900),
                (800 + row * 290, 900),
            ],
            (84, 62, 48),
        )
        for plant in range(16):
            near = (plant / 15) ** 2
            at = (800 + row * (37 + 318 * near), 432 + 468 * near)
            _seedling(canvas, at, 6 + 62 * near, seed=row * 40 + plant)
    canvas.box(1180, 520, 1300, 690, (236, 242, 240), 14)
    canvas.box(1196, 538, 1284, 604, (34, 66, 76), 6)
    canvas.line([(1206, 590), (1226, 566), (1246, 580), (1274, 550)], (120, 230, 170), 4)
    return canvas.finished()


def _tram(canvas: Canvas) -> None:
    canvas.glow((600, 760), 420, (255, 214, 150))
    canvas.line([(600, 330), (540, 470)], (20, 20, 44), 5)
    canvas.box(440, 470, 760, 960, (198, 58, 54), 46)
    canvas.box(440, 790, 760, 960, (238, 230, 220), 40)
    canvas.box(474, 560, 726, 760, (255, 236, 186), 26)
    canvas.box(594, 560, 606, 760, (150, 44, 44))
    canvas.box(520, 494, 680, 542, (28, 24, 44), 10)
    canvas.words((600, 518), "3  HARBOUR", 26, (255, 200, 90), "mm")
    for x in (500, 700):
        canvas.glow((x, 870), 150, (255, 250, 226))
        canvas.disc((x, 870), 22, (255, 255, 244))
    canvas.box(466, 950, 734, 1000, (26, 24, 44), 14)


def _stall(canvas: Canvas, left: float, top: float, colour: tuple[int, ...], *, seed: int) -> None:
    canvas.box(left + 16, top + 90, left + 264, top + 330, (44, 34, 52))
    canvas.glow((left + 140, top + 170), 150, (255, 196, 120))
    chance = numbers(seed)
    fruit = [(224, 120, 50), (190, 50, 60), (226, 196, 80), (110, 150, 70), (130, 80, 140)]
    for column in range(11):
        for row in range(3):
            at = (left + 32 + column * 22, top + 236 + row * 18 - chance.uniform(0, 6))
            canvas.disc(at, 11, chance.choice(fruit))
    canvas.box(left + 6, top + 280, left + 274, top + 350, (110, 74, 58), 4)
    for stripe in range(8):
        x = left + stripe * 35
        shade = colour if stripe % 2 == 0 else (246, 236, 222)
        canvas.shape(
            [
                (x * 0.94 + (left + 140) * 0.06, top),
                ((x + 35) * 0.94 + (left + 140) * 0.06, top),
                (x + 35, top + 100),
                (x, top + 100),
            ],
            shade,
        )
        canvas.disc((x + 17.5, top + 100), 17.5, shade)


def _people(canvas: Canvas, *, seed: int) -> None:
    chance = numbers(seed)
    for number in range(17):
        x, foot = chance.uniform(30, 1570), 900 + number * 9
        height = 190 + number * 5
        coat = mixed((26, 22, 42), (70, 50, 74), chance.random())
        canvas.box(x - 34, foot - height, x + 34, foot + 60, coat, 30)
        canvas.disc((x, foot - height - 22), 26, mixed(coat, (200, 150, 120), 0.4))


def _player(canvas: Canvas, x: float, y: float, shirt: tuple[int, ...]) -> None:
    size = 26 + (y - 600) * 0.12
    canvas.oval((x, y + size * 1.5), size, size * 0.2, (10, 40, 20, 120))
    canvas.line([(x - 5, y + size * 0.5), (x - size * 0.4, y + size * 1.5)], (20, 24, 50), size / 4)
    canvas.line([(x + 5, y + size * 0.5), (x + size * 0.5, y + size * 1.4)], (20, 24, 50), size / 4)
    canvas.box(x - size * 0.4, y - size * 0.6, x + size * 0.4, y + size * 0.7, shirt, 6)
    canvas.disc((x, y - size), size * 0.32, (206, 160, 130))


def _seedling(canvas: Canvas, at: tuple[float, float], size: float, *, seed: int) -> None:
    chance = numbers(seed)
    for _ in range(5):
        lean, lift = chance.uniform(-1, 1) * size, chance.uniform(0.5, 1) * size
        green = mixed((34, 110, 58), (140, 200, 90), chance.random())
        tip = (at[0] + lean, at[1] - lift)
        canvas.line([at, tip], green, size / 12)
        canvas.oval(tip, size * 0.26, size * 0.17, green)
