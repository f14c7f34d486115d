"""The sample newsroom's pictures by name; the same name always gives the same file."""

from collections.abc import Callable, Mapping
from functools import partial

from articles.sample_newsroom.pictures import graphics, streets, waterside

PICTURES: Mapping[str, Callable[[], bytes]] = {
    "harbour-evening": waterside.harbour_evening,
    "hills-morning": waterside.hills_morning,
    "lake-ice": waterside.lake_ice,
    "lighthouse": waterside.lighthouse,
    "night-tram": streets.night_tram,
    "market-square": streets.market_square,
    "bridge-cables": streets.bridge_cables,
    "stadium-night": streets.stadium_night,
    "glasshouse": streets.glasshouse,
    "lake-level-chart": graphics.lake_level_chart,
    "budget-chart": graphics.budget_chart,
    "parking-map": graphics.parking_map,
    "lantern-poster": graphics.lantern_poster,
    "portrait-nara": partial(
        graphics.portrait, 1, (40, 28, 30), (214, 168, 140), (34, 92, 108), (226, 214, 196)
    ),
    "portrait-timofey": partial(
        graphics.portrait, 5, (150, 104, 62), (232, 194, 170), (70, 78, 96), (198, 212, 214)
    ),
    "portrait-aruna": partial(
        graphics.portrait, 8, (24, 22, 30), (202, 154, 122), (168, 62, 66), (216, 206, 222)
    ),
}


def draw(name: str) -> bytes:
    """Return the picture of that name as a JPEG or PNG file."""
    return PICTURES[name]()
