"""Views of the lake and the hills."""

from articles.sample_newsroom.pictures.canvas import Canvas, mixed, numbers, ridge


def harbour_evening() -> bytes:
    """Draw the city behind the harbour after sunset, 1920 by 1080."""
    canvas = Canvas(1920, 1080, [(24, 28, 66), (86, 62, 120), (222, 122, 104), (255, 205, 138)])
    canvas.glow((1330, 650), 620, (255, 190, 120))
    canvas.disc((1330, 640), 74, (255, 238, 205))
    canvas.shape([(0, 680), *ridge(1920, 650, 120, 3), (1920, 680)], (104, 74, 116))
    _towers(canvas, base=676, seed=11, tallest=190, colour=(66, 52, 98), lit=0)
    _towers(canvas, base=676, seed=5, tallest=330, colour=(32, 30, 66), lit=0.34)
    for x in (180, 330, 1660):
        _crane(canvas, x, 676)
    canvas.reflect(676, (30, 30, 70), 8)
    _boat(canvas, 1010, 800, 190)
    _boat(canvas, 520, 742, 104)
    return canvas.finished()


def hills_morning() -> bytes:
    """Draw range behind range in the morning haze, 1600 by 1067."""
    canvas = Canvas(1600, 1067, [(126, 176, 206), (196, 214, 208), (252, 226, 186)])
    canvas.glow((470, 300), 560, (255, 214, 150))
    canvas.disc((470, 300), 58, (255, 248, 226))
    far, near = (168, 184, 196), (24, 56, 58)
    for layer in range(6):
        share = layer / 5
        hills = ridge(1600, 560 + layer * 96, 210 - layer * 10, 40 + layer)
        canvas.shape([(0, 1067), *hills, (1612, 1067)], mixed(far, near, share))
    chance = numbers(6)
    for _ in range(90):
        x, y = chance.uniform(0, 1600), chance.uniform(1000, 1067)
        height = chance.uniform(20, 62)
        canvas.shape([(x - 9, y), (x, y - height), (x + 9, y)], (14, 38, 40))
    for x, y in ((930, 250), (985, 222), (1046, 262), (1105, 236)):
        canvas.line([(x - 20, y - 8), (x, y), (x + 20, y - 9)], (60, 74, 84), 3)
    return canvas.finished()


def lake_ice() -> bytes:
    """Draw cracked ice with marker poles under a green night sky, 1600 by 900."""
    canvas = Canvas(1600, 900, [(6, 16, 44), (18, 66, 92), (70, 150, 148), (190, 226, 214)])
    for across, light in ((380, (60, 220, 160)), (700, (80, 200, 190)), (1160, (110, 130, 230))):
        canvas.glow((across, 220), 330, light)
    canvas.disc((1290, 170), 46, (244, 248, 240))
    canvas.shape([(0, 480), *ridge(1600, 470, 110, 21), (1612, 480)], (22, 52, 74))
    canvas.shape([(0, 480), (1600, 480), (1600, 900), (0, 900)], (186, 214, 222))
    _floes(canvas)
    for number in range(9):
        distance = 1 - number / 9
        x, y = 800 + 520 * distance**2, 490 + 370 * distance**2
        height = 18 + 170 * distance**2
        canvas.line([(x, y), (x, y - height)], (120, 30, 34), 1 + 9 * distance**2)
        canvas.disc((x, y - height), 2 + 8 * distance**2, (226, 70, 58))
    return canvas.finished()


def lighthouse() -> bytes:
    """Draw a striped lighthouse on its rock, as a flat poster, 900 by 1200."""
    canvas = Canvas(900, 1200, [(250, 226, 190), (246, 186, 150), (226, 120, 110)])
    canvas.disc((640, 380), 150, (255, 244, 214))
    canvas.shape([(420, 318), (0, 190), (0, 430)], (255, 250, 224, 120))
    canvas.shape([(480, 318), (900, 236), (900, 400)], (255, 250, 224, 120))
    for band in range(6):
        top, bottom = 380 + band * 92, 472 + band * 92
        colour = (176, 44, 52) if band % 2 else (252, 246, 236)
        left, right = 390 - (top - 380) * 0.09, 390 - (bottom - 380) * 0.09
        canvas.shape(
            [(left, top), (900 - left, top), (900 - right, bottom), (right, bottom)], colour
        )
    canvas.box(372, 352, 528, 384, (50, 40, 62), 8)
    canvas.box(408, 280, 492, 352, (255, 232, 140), 6)
    canvas.shape([(396, 284), (450, 226), (504, 284)], (50, 40, 62))
    canvas.shape([(120, 1010), (300, 910), (620, 918), (790, 1010)], (74, 54, 72))
    for number in range(5):
        wave = ridge(900, 1010 + number * 46, 26, 70 + number)
        water = mixed((42, 110, 136), (16, 48, 84), number / 4)
        canvas.shape([(0, 1200), *wave, (906, 1200)], water)
    return canvas.finished("PNG")


def _towers(
    canvas: Canvas, *, base: float, seed: int, tallest: float, colour: tuple[int, ...], lit: float
) -> None:
    chance = numbers(seed)
    x = -20.0
    while x < canvas.width:
        width, height = chance.uniform(46, 124), tallest * chance.uniform(0.25, 1)
        canvas.box(x, base - height, x + width, base, colour)
        for row in range(int(height / 22)) if lit else ():
            for column in range(int(width / 18)):
                if chance.random() < lit:
                    left, top = x + 7 + column * 18, base - height + 9 + row * 22
                    canvas.box(left, top, left + 8, top + 11, (255, 214, 130, 220))
        x += width + chance.uniform(0, 16)


def _crane(canvas: Canvas, x: float, base: float) -> None:
    steel = (20, 18, 48)
    canvas.line([(x, base), (x, base - 250)], steel, 9)
    canvas.line([(x - 60, base - 220), (x + 190, base - 260)], steel, 7)
    canvas.line([(x, base - 300), (x + 190, base - 260)], steel, 3)
    canvas.line([(x, base - 300), (x - 60, base - 220)], steel, 3)
    canvas.line([(x + 150, base - 254), (x + 150, base - 150)], steel, 2)


def _boat(canvas: Canvas, x: float, y: float, length: float) -> None:
    hull = (18, 16, 40)
    side = length / 2
    canvas.shape(
        [
            (x - side, y),
            (x + side, y),
            (x + side * 0.7, y + side * 0.32),
            (x - side * 0.75, y + side * 0.32),
        ],
        hull,
    )
    canvas.line([(x, y), (x, y - side * 1.5)], hull, 4)
    canvas.shape(
        [(x + 5, y - side * 1.45), (x + 5, y - 10), (x + side * 0.8, y - 10)], (236, 226, 226, 210)
    )


def _floes(canvas: Canvas) -> None:
    """Lay plates of ice in rows that grow towards the viewer."""
    chance = numbers(31)
    y = 486.0
    while y < 900:
        near = (y - 480) / 420
        height, x = 6 + 96 * near, -60.0
        while x < 1600:
            width = (40 + 250 * near) * chance.uniform(0.6, 1.4)
            lean = chance.uniform(-0.25, 0.25) * width
            shade = mixed((168, 202, 214), (236, 246, 248), chance.random())
            corners = [
                (x + lean, y),
                (x + width + lean, y + height * 0.1),
                (x + width, y + height),
                (x, y + height * 0.9),
            ]
            canvas.shape(corners, shade)
            x += width + 1.5 + 7 * near
        y += height + 1 + 6 * near
