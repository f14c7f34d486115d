import shlex

from cms.operations import first_steps

BASE = "http://127.0.0.1:8000"


def test_the_requests_name_a_real_article_and_a_word_of_its_headline():
    lines = first_steps.requests(BASE, {"slug": "ferry-back", "headline": "The harbour ferry is"})
    urls = [shlex.split(line)[-1] for line in lines.splitlines()]
    assert urls == [
        f"{BASE}/api/v1/headlines/?limit=20",
        f"{BASE}/api/v1/articles/ferry-back/?include=related,latest",
        f"{BASE}/api/v1/articles/?q=harbour",
    ]


def test_without_an_article_only_the_headlines_are_shown():
    assert len(first_steps.requests(BASE, None).splitlines()) == 1


def test_a_word_in_another_script_is_written_so_that_a_shell_takes_it():
    line = first_steps.requests(BASE, {"slug": "x", "headline": "Қала көшесі"}).splitlines()[-1]
    assert line.isascii()


def test_nobody_answering_is_not_ready():
    assert not first_steps.is_ready("http://127.0.0.1:1")
    assert first_steps.newest_headline("http://127.0.0.1:1", "en") is None
