"""The tables of what pictures cost."""

from bench.pictures import Intake, Pictures, pictures_table
from media.recipes import Size


def verdicts(seconds: float, megabytes: float, ours: float) -> list[str]:
    intake = Intake("JPEG", 7.0, seconds, 0.5, megabytes)
    text = pictures_table(Pictures(Size(6000, 4000), [intake], ours, pillows=2.0, renditions=60))
    return [word for word in ("met", "MISSED") for _ in range(text.count(word))]


def test_a_figure_within_its_limit_is_met_and_one_beyond_is_missed():
    assert verdicts(1.9, 399, 2.6) == ["met", "met"]
    assert verdicts(2.1, 399, 2.6) == ["met", "MISSED"]
    assert verdicts(1.9, 401, 2.7) == ["MISSED", "MISSED"]
