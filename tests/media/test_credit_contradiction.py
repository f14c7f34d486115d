"""Credit lines against the digital source type."""

import pytest

from media.credit_contradiction import contradiction

AI, PHOTO = "trainedAlgorithmicMedia", "digitalCapture"


@pytest.mark.parametrize(
    ("credit", "term", "says"),
    [
        ("Illustration: Midjourney", PHOTO, "AI made it (Midjourney)"),
        ("Фото: сгенерировано ИИ", PHOTO, "AI made it,"),
        ("Photo by A. Person / Agency", AI, "it is a photograph"),
        ("Image: Reuters", AI, "names Reuters"),
        ("Изображение: ТАСС", "compositeSynthetic", "names TASS"),
        ("Not AI-generated", AI, "AI had no part in it"),
    ],
)
def test_what_does_not_fit_together_is_said(credit, term, says):
    assert says in contradiction(credit, term)


@pytest.mark.parametrize(
    ("credit", "term"),
    [
        ("", AI),
        ("Image: Midjourney", ""),
        ("Image: Midjourney", AI),
        ("Иллюстрация: Reuters / Midjourney", AI),
        ("Image: Reuters", PHOTO),
        ("Image: A. Person", AI),
        ("Photo by A. Person / Agency", PHOTO),
    ],
)
def test_what_fits_is_passed_over(credit, term):
    assert contradiction(credit, term) == ""
