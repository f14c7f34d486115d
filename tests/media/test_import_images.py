"""`manage.py import_images`: files and folders, a report, and what it refuses."""

import io
import json
import os
import signal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from media.library import kill_image
from media.models import Image
from tests.media.hostile_files import gradient, jpeg, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path) -> Path:
    """Two pictures, one of them twice, a text, and something hidden."""
    pictures = tmp_path / "pictures"
    (pictures / "2026").mkdir(parents=True)
    (pictures / "a.jpg").write_bytes(jpeg())
    (pictures / "2026" / "b.png").write_bytes(saved(gradient().rotate(90), "PNG"))
    (pictures / "copy of a.jpg").write_bytes(jpeg())
    (pictures / "notes.txt").write_text("not a picture")
    (pictures / ".hidden").write_text("nothing")
    return pictures


@pytest.fixture
def report(tmp_path) -> Path:
    return tmp_path / "report.jsonl"


def run(*arguments: object) -> str:
    out = io.StringIO()
    call_command("import_images", *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def refusal(*arguments: object) -> str:
    """Return what the command says when it refuses before anything is stored."""
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert not Image.objects.exists()
    assert "\n" not in str(refused.value)
    return str(refused.value)


def lines(report: Path) -> list[dict]:
    return [json.loads(line) for line in report.read_text().splitlines()]


def test_a_file_is_stored_with_what_is_said_of_all(folder):
    said = ("--credit", "Фото: ИИ", "--alt", "Мост", "--language", "ru")
    term = ("--digital-source-type", "compositeSynthetic")
    out = run(folder / "a.jpg", *said, *term)
    image = Image.objects.get()
    assert out == "1 of 1 files: 1 accepted, 0 duplicate, 0 refused\n"
    assert (image.title, image.credit, image.alt) == ("a", "Фото: ИИ", {"ru": "Мост"})
    assert (image.digital_source_type, image.determined_by) == ("compositeSynthetic", "editor")
    assert not image.is_confirmed


def test_a_folder_is_reported_file_by_file(folder, report):
    with pytest.raises(CommandError, match="Refused, and nothing stored: 1 of 4 files"):
        run(folder, "--report", report)
    told = [(Path(line["file"]).name, line["status"]) for line in lines(report)]
    assert told == [
        ("a.jpg", "accepted"),
        ("copy of a.jpg", "duplicate"),
        ("notes.txt", "refused"),
        ("b.png", "accepted"),
    ]
    first, copy, notes, _ = lines(report)
    assert first["id"] == copy["id"] == str(Image.objects.get(title="a").id)
    assert (first["reason"], notes["id"]) == (None, None)
    assert copy["reason"] == "This very file is in the library already."
    assert notes["reason"].startswith("This is no picture that we know")


def test_a_second_run_reports_duplicates_and_changes_nothing(folder, report):
    (folder / "notes.txt").unlink()
    run(folder, "--credit", "Photo: A. Person")
    before = list(Image.objects.order_by("id").values())
    run(folder, "--report", report, "--credit", "Photo: B. Person")
    assert {line["status"] for line in lines(report)} == {"duplicate"}
    assert list(Image.objects.order_by("id").values()) == before


def test_a_killed_picture_is_refused_by_the_same_gate(folder, report):
    run(folder / "a.jpg")
    kill_image(image=Image.objects.get().id, by=None)
    with pytest.raises(CommandError):
        run(folder / "a.jpg", "--report", report)
    assert lines(report)[0]["status"] == "refused"
    assert "was killed" in lines(report)[0]["reason"]


def test_a_remark_is_told_and_reported(folder, report):
    picture = gradient().rotate(30)
    (folder / "large.jpg").write_bytes(saved(picture, "JPEG"))
    (folder / "small.png").write_bytes(saved(picture.resize((48, 32)), "PNG"))
    run(folder / "large.jpg")
    out = run(folder / "small.png", "--report", report)
    remark = f"It looks like the image {Image.objects.get(title='large').id}."
    assert lines(report)[0]["remarks"] == [remark]
    assert f"small.png: {remark}" in out


def test_a_path_that_is_not_there_is_refused_before_the_first_file(folder):
    assert refusal(folder, folder / "absent").endswith("absent: there is no such file or folder.")


def test_an_empty_folder_and_a_pipe_are_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "empty").endswith("the folder is empty.")
    assert refusal(tmp_path / "pipe").endswith("this is neither a file nor a folder.")


def test_a_report_that_cannot_be_written_is_refused(folder, tmp_path):
    assert "cannot be written (No such file" in refusal(folder, "--report", tmp_path / "no" / "x")
    assert "cannot be written (Is a directory" in refusal(folder, "--report", tmp_path)


def test_a_report_never_takes_a_pictures_place(folder):
    assert "one of the files to import" in refusal(folder, "--report", folder / "a.jpg")
    assert (folder / "a.jpg").read_bytes() == jpeg()


def test_an_earlier_report_in_the_folder_is_no_picture(folder):
    (folder / "notes.txt").unlink()
    for _ in range(2):
        run(folder, "--report", folder / "report.jsonl")
    assert len(lines(folder / "report.jsonl")) == 3


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--digital-source-type", "drawn"), "choose a current term"),
        (("--digital-source-type", "digitalArt"), "choose a current term"),
        (("--alt", "Bridge", "--language", "xx"), "“xx” is not one of this newsroom's languages"),
        (("--language", "ru"), "--language is that of --alt"),
        (("--credit", "x" * 301), "credit"),
    ],
)
def test_what_cannot_be_said_of_an_image_is_refused_in_one_line(folder, option, said):
    assert said in refusal(folder, *option)


def test_ctrl_c_finishes_the_file_at_hand_and_leaves_a_true_report(folder, report, child):
    for number in range(60):
        picture = gradient().rotate(number * 6)
        (folder / f"{number}.png").write_bytes(saved(picture, "PNG"))
    process = child("tests.run_command", "import_images", str(folder), "--report", str(report))
    while not (report.exists() and report.read_text().count("\n") > 2):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate()
    told = lines(report)
    assert process.returncode == 130
    assert "Stopped: run it again" in said
    assert 2 < len(told) < 60
    accepted = {line["id"] for line in told if line["status"] == "accepted"}
    assert accepted == {str(id_) for id_ in Image.objects.values_list("id", flat=True)}
