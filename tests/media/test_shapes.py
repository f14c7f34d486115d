"""An image in a list, in an article and as a portrait."""

from media.recipes import WIDTHS
from media.shapes import image_document, portrait_document
from tests.articles.test_golden import AI_IMAGE, AWAITED, an_image


def widths(srcset):
    return [int(one.rpartition(" ")[2].removesuffix("w")) for one in srcset.split(", ")]


def test_an_article_offers_every_size_and_a_list_what_it_needs():
    whole = image_document(AI_IMAGE, language="en")
    listed = image_document(AI_IMAGE, language="en", in_list=True)
    assert {tuple(widths(one)) for one in whole["srcset"].values()} == {WIDTHS}
    offered = {name: widths(one) for name, one in listed["srcset"].items()}
    assert offered == {"avif": [640, 1280], "webp": [640], "jpeg": [640]}
    assert listed | {"srcset": None} == whole | {"srcset": None}


def test_a_small_picture_is_offered_once():
    small = an_image(11, width=200, height=100)
    listed = image_document(small, language="en", in_list=True)
    assert {tuple(widths(one)) for one in listed["srcset"].values()} == {(200,)}


def test_a_portrait_is_small_and_never_without_its_ai_label():
    portrait = portrait_document(AI_IMAGE, language="en")
    assert (portrait["width"], portrait["height"]) == (320, 240)
    assert portrait["disclosure"] == image_document(AI_IMAGE, language="en")["disclosure"]
    assert portrait["disclosure"]["is_ai"] is True
    assert portrait_document(an_image(11), language="en")["disclosure"] is None


def test_a_portrait_may_be_awaited():
    portrait = portrait_document(AWAITED, language="en")
    assert (portrait["src"], portrait["width"], portrait["height"]) == (None, None, None)
