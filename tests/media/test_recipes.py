"""Geometry and names of renditions."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.recipes import (
    ADDRESS,
    RATIOS,
    Box,
    Recipe,
    Size,
    crop,
    inputs_digest,
    original_named,
    recipes,
    rendition_path,
    sizes,
)

SIDES = st.integers(1, 20_000)
FOCAL = st.tuples(st.floats(0, 1), st.floats(0, 1))


@pytest.mark.parametrize(
    ("ratio", "focal", "box"),
    [
        ("original", (0.5, 0.5), Box(0, 0, 1600, 1200)),
        ("16x9", (0.5, 0.5), Box(0, 150, 1600, 1050)),
        ("16x9", (0.5, 0.0), Box(0, 0, 1600, 900)),
        ("1x1", (1.0, 0.5), Box(400, 0, 1600, 1200)),
        ("1x1", (0.5, 0.5), Box(200, 0, 1400, 1200)),
        ("4x3", (0.2, 0.9), Box(0, 0, 1600, 1200)),
    ],
)
def test_the_crop_keeps_the_focal_point_as_near_as_it_can(ratio, focal, box):
    assert crop(Size(1600, 1200), ratio, focal) == box


@given(SIDES, SIDES, st.sampled_from(RATIOS), FOCAL)
def test_a_crop_lies_inside_and_holds_the_focal_point(width, height, ratio, focal):
    box = crop(Size(width, height), ratio, focal)
    assert 0 <= box.left < box.right <= width
    assert 0 <= box.top < box.bottom <= height
    assert box.left - 1 <= focal[0] * width <= box.right + 1
    assert box.top - 1 <= focal[1] * height <= box.bottom + 1


@given(SIDES, SIDES)
def test_nothing_is_enlarged(width, height):
    for recipe in recipes(Size(width, height)):
        whole = crop(Size(width, height), recipe.ratio, (0.5, 0.5)).size
        assert recipe.size.width <= whole.width
        assert recipe.size.height <= whole.height + 1


def test_sizes_of_a_large_a_middling_and_a_small_picture():
    assert [size.width for size in sizes(Size(6000, 4000), "16x9")] == [320, 640, 960, 1280, 1920]
    assert sizes(Size(1000, 500), "original") == [Size(320, 160), Size(640, 320), Size(960, 480)]
    assert sizes(Size(200, 100), "1x1") == [Size(100, 100)]


def digest(**changes):
    return inputs_digest(**{"packet": b"<x/>", "focal_point": (0.5, 0.5), "image": "1"} | changes)


def test_an_address_names_all_its_inputs():
    recipe = Recipe("16x9", Size(640, 360), "jpeg")
    path = rendition_path("ab" * 32, recipe, digest())
    assert path == f"r/q6urq6ur{digest()}/w640.jpg"
    address = re.fullmatch(ADDRESS, path)
    assert original_named(address["original"]) == "ab" * 6
    others = [digest(packet=b"<y/>"), digest(focal_point=(0.5, 0.6)), digest(image="2")]
    assert len({digest(), *others}) == 4
