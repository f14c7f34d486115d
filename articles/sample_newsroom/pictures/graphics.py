"""Charts, a map, a poster and portraits: pictures that say by themselves that they are drawn."""

from articles.sample_newsroom.pictures.canvas import Canvas, Colour, mixed, numbers, ridge

_INK, _GREY, _PAPER = (34, 40, 52), (150, 156, 166), (250, 249, 246)
LAKE_LEVELS_CM = (212, 209, 211, 207, 204, 206, 203, 205, 208, 211, 215, 219)
BUDGET_SHARES = (
    ("Streets and trams", 31),
    ("Schools", 27),
    ("Heat and water", 18),
    ("Trees and shade", 13),
    ("All else", 11),
)


def lake_level_chart() -> bytes:
    """Draw the level of the lake over twelve years as a line, 1280 by 800."""
    canvas = Canvas(1280, 800, [_PAPER, _PAPER])
    canvas.words((70, 44), "Lake Tolkyn, summer level at Old Quay", 34, _INK)
    canvas.words((70, 92), "Centimetres above the quay's zero mark", 23, _GREY)
    for level in range(200, 225, 5):
        y = _level_y(level)
        canvas.line([(130, y), (1220, y)], (226, 228, 230), 1.5)
        canvas.words((112, y), str(level), 22, _GREY, "rm")
    points = [(160 + number * 94.0, _level_y(level)) for number, level in enumerate(LAKE_LEVELS_CM)]
    canvas.shape([(160, 700), *points, (points[-1][0], 700)], (40, 120, 160, 34))
    canvas.line(points, (28, 104, 148), 5)
    for number, (x, y) in enumerate(points):
        canvas.disc((x, y), 7, (28, 104, 148))
        canvas.words((x, 722), f"Y{number + 1}", 21, _GREY, "ma")
    canvas.words((points[-1][0], points[-1][1] - 22), "219", 27, (28, 104, 148), "mb")
    canvas.words((points[6][0], points[6][1] + 20), "203", 27, (28, 104, 148), "ma")
    return canvas.finished("PNG")


def budget_chart() -> bytes:
    """Draw where the city's money goes as bars, 1280 by 853."""
    canvas = Canvas(1280, 853, [_PAPER, _PAPER])
    canvas.words((70, 48), "What the city plans to spend", 36, _INK)
    canvas.words((70, 100), "Share of the draft budget, per cent", 24, _GREY)
    for number, (name, share) in enumerate(BUDGET_SHARES):
        top = 186 + number * 124.0
        colour = (46, 138, 92) if name == "Trees and shade" else (150, 164, 182)
        canvas.words((70, top), name, 27, _INK)
        canvas.box(70, top + 40, 1120, top + 84, (236, 236, 234), 6)
        canvas.box(70, top + 40, 70 + share * 32, top + 84, colour, 6)
        canvas.words((86 + share * 32, top + 62), str(share), 28, _INK, "lm")
    return canvas.finished("PNG")


def parking_map() -> bytes:
    """Draw the streets between the river and the lake, with those that change in red, 1400 by 1050."""
    canvas = Canvas(1400, 1050, [(240, 236, 226), (236, 232, 222)])
    chance = numbers(52)
    for column in range(13):
        for row in range(10):
            left, top = 40 + column * 106, 40 + row * 104
            shade = mixed((220, 214, 202), (204, 198, 186), chance.random())
            park = chance.random() < 0.12
            canvas.box(left, top, left + 88, top + 86, (190, 214, 176) if park else shade, 8)
    canvas.line([(x, y + 40) for x, y in ridge(1400, 520, 260, 61, 20)], (142, 190, 212), 58)
    canvas.shape([(0, 1050), *ridge(1400, 930, 150, 64, 10), (1410, 1050)], (142, 190, 212))
    for x, top, bottom in ((347, 140, 350), (771, 40, 300), (983, 560, 780)):
        canvas.line([(x, top), (x, bottom)], (206, 60, 52), 15)
    for y, left, right in ((242, 347, 771), (658, 770, 1090)):
        canvas.line([(left, y), (right, y)], (206, 60, 52), 15)
    for number, at in enumerate(((347, 242), (771, 150), (983, 658)), start=1):
        canvas.disc(at, 30, (255, 255, 255))
        canvas.words(at, str(number), 34, (206, 60, 52), "mm")
    canvas.words((700, 985), "Lake Tolkyn", 40, (34, 84, 116), "mm")
    return canvas.finished()


def lantern_poster() -> bytes:
    """Draw paper lanterns rising over the hills, 1200 by 1500."""
    canvas = Canvas(1200, 1500, [(14, 14, 48), (48, 30, 92), (140, 60, 104), (236, 140, 96)])
    for layer in range(4):
        hills = ridge(1200, 1180 + layer * 90, 240, 80 + layer)
        canvas.shape(
            [(0, 1500), *hills, (1206, 1500)], mixed((70, 36, 88), (16, 12, 34), layer / 3)
        )
    chance = numbers(90)
    for number in range(34):
        size = 12 + 44 * (number / 33) ** 2
        x, y = chance.uniform(50, 1150), chance.uniform(120, 1080)
        warm = mixed((255, 150, 70), (255, 220, 130), chance.random())
        canvas.glow((x, y), size * 3.4, warm)
        canvas.box(x - size * 0.7, y - size, x + size * 0.7, y + size, (*warm, 235), size * 0.4)
        canvas.line([(x, y + size), (x, y + size * 1.5)], (*warm, 160), 1.5)
    return canvas.finished()


def portrait(seed: int, hair: Colour, skin: Colour, coat: Colour, back: Colour) -> bytes:
    """Draw a simple face before a plain wall, 600 by 600."""
    canvas = Canvas(600, 600, [back, mixed(back, (255, 255, 255), 0.25)])
    chance = numbers(seed)
    length = chance.uniform(300, 430)
    canvas.box(176, 120, 424, length + 40, hair, 122)
    canvas.box(110, 440, 490, 700, coat, 120)
    canvas.box(258, 370, 342, 480, mixed(skin, (90, 50, 40), 0.18), 34)
    canvas.oval((300, 280), 94, 122, skin)
    canvas.shape(
        [(206, 262), (222, 160), (300, 136), (380, 160), (394, 262), (340, 198), (260, 202)], hair
    )
    for x in (264, 336):
        canvas.oval((x, 286), 8, 10, (40, 30, 34))
        canvas.line([(x - 18, 262), (x + 18, 259)], mixed(hair, (0, 0, 0), 0.2), 5)
    canvas.line([(300, 292), (294, 320), (304, 322)], mixed(skin, (120, 70, 60), 0.35), 4)
    canvas.line([(270, 352), (300, 361), (330, 352)], (150, 70, 70), 6)
    return canvas.finished()


def _level_y(level: int) -> float:
    return 700 - (level - 198) * 24.0
