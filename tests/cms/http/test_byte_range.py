"""Which bytes of a file a client asks for."""

import pytest

from cms.http.byte_range import ByteRange, RangeNotSatisfiable, parse


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        ("bytes=0-4", 0, 4),
        ("bytes=0-0", 0, 0),
        ("bytes=9-9", 9, 9),
        ("bytes=4-", 4, 9),
        ("bytes=-3", 7, 9),
        ("bytes=-30", 0, 9),
        ("bytes=5-900", 5, 9),
        ("Bytes= 1-2 ", 1, 2),
    ],
)
def test_a_single_range_is_cut_to_the_file(header: str, first: int, last: int) -> None:
    assert parse(header, size=10) == ByteRange(first, last)


@pytest.mark.parametrize(
    "header",
    ["", "bytes=-", "bytes=4-2", "bytes=0-1,3-4", "bytes", "lines=0-4", "bytes=a-b", "bytes=٣-٤"],
)
def test_what_is_malformed_or_not_offered_means_the_whole_file(header: str) -> None:
    assert parse(header, size=10) is None


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-12", "bytes=-0"])
def test_bytes_behind_the_end_are_refused_with_the_size(header: str) -> None:
    with pytest.raises(RangeNotSatisfiable) as refused:
        parse(header, size=10)
    assert refused.value.headers == {"Content-Range": "bytes */10"}


def test_an_empty_file_has_no_range() -> None:
    with pytest.raises(RangeNotSatisfiable):
        parse("bytes=0-", size=0)


def test_a_range_knows_its_length() -> None:
    assert ByteRange(3, 3).length == 1
