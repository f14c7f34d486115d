"""What a picture costs: an upload in its child process, and all its renditions beside Pillow's own work for them."""

import base64
import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

from PIL import Image

from bench.processor_time import used_seconds
from bench.tables import plain_table
from media.darkroom.child import READY
from media.darkroom.development import ENCODERS
from media.recipes import RATIOS, Recipe, Size, crop, recipes, sizes

PHOTO: Final = Size(6000, 4000)
QUICK: Final = Size(1500, 1000)
MOST_SECONDS: Final = 2.0
MOST_MEGABYTES: Final = 400
MOST_SHARE: Final = 1.3
_FOCAL: Final = (0.4, 0.3)
_PACKET: Final = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
_INTAKE_HEAD: Final = ["an upload is looked at", "time", "CPU", "memory", "≤ 2 s, ≤ 400 MB"]


class Intake(NamedTuple):
    """What an upload's looking-at cost: seconds on the clock and of the processor, megabytes at the most."""

    name: str
    file_megabytes: float
    seconds: float
    processor_seconds: float
    megabytes: float


class Pictures(NamedTuple):
    """All that was measured; the sets in seconds of the processor."""

    size: Size
    intakes: list[Intake]
    ours: float
    pillows: float
    renditions: int


def measure_pictures(*, quick: bool) -> Pictures:
    """Make photos and measure what is done with them."""
    size = QUICK if quick else PHOTO
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        photos = {
            "JPEG": _photo(folder, size, progressive=False),
            "progressive JPEG": _photo(folder, size, progressive=True),
        }
        intakes = [_intake(name, path) for name, path in photos.items()]
        ours = min(_our_set(photos["JPEG"], size, folder) for _ in range(2))
        pillows = min(_pillows_set(photos["JPEG"], size) for _ in range(2))
    return Pictures(size, intakes, ours, pillows, len([*recipes(size)]))


def pictures_table(found: Pictures) -> str:
    """Return what was measured as two tables."""
    megapixels = found.size.width * found.size.height / 1_000_000
    intakes = [
        [
            f"{one.name}, {megapixels:.1f} megapixels, {one.file_megabytes:.1f} MB",
            f"{one.seconds:.2f} s",
            f"{one.processor_seconds:.2f} s",
            f"{one.megabytes:.0f} MB",
            _met(one.seconds <= MOST_SECONDS and one.megabytes <= MOST_MEGABYTES),
        ]
        for one in found.intakes
    ]
    share = found.ours / found.pillows
    sets = [
        ["Standfirst", f"{found.ours:.2f} s", f"{share:.2f}", _met(share <= MOST_SHARE)],
        ["Pillow's own resize and save", f"{found.pillows:.2f} s", "", ""],
    ]
    return "\n\n".join(
        [
            plain_table([_INTAKE_HEAD, *intakes]),
            plain_table([[f"{found.renditions} renditions of it", "CPU", "share", "≤ 1.3"], *sets]),
        ]
    )


def _met(is_met: bool) -> str:
    return "met" if is_met else "MISSED"


def _photo(folder: Path, size: Size, *, progressive: bool) -> Path:
    """Make a picture with the detail and the noise of a photo; about 8 MB for 24 megapixels."""
    coarse = [Image.effect_noise((size.width // 40, size.height // 40), 90) for _ in "rgb"]
    smooth = Image.merge("RGB", coarse).resize(size, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(size, 14).convert("RGB")
    path = folder / f"{progressive}.jpg"
    Image.blend(smooth, grain, 0.4).save(path, quality=90, progressive=progressive)
    return path


@contextmanager
def _child() -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "media.darkroom.child"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert _pipe(process.stdout).readline().strip() == READY
        yield process


def _ask(process: "subprocess.Popen[str]", job: dict[str, Any]) -> dict[str, Any]:
    stdin = _pipe(process.stdin)
    stdin.write(json.dumps(job) + "\n")
    stdin.flush()
    answer: dict[str, Any] = json.loads(_pipe(process.stdout).readline())
    assert not {"refused", "unavailable"} & answer.keys(), answer
    return answer


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe
    return pipe


def _intake(name: str, path: Path) -> Intake:
    with _child() as process:
        before, began = used_seconds([process.pid]), time.perf_counter()
        for job in ({"do": "inspect"}, {"do": "credentials", "anchors": ""}):
            _ask(process, {**job, "path": str(path)})
        seconds = time.perf_counter() - began
        used = used_seconds([process.pid]) - before
        file_megabytes = path.stat().st_size / 1_000_000
        return Intake(name, file_megabytes, seconds, used, _most_megabytes(process.pid))


def _most_megabytes(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1000


def _our_set(path: Path, size: Size, folder: Path) -> float:
    """Return what the child spends on all renditions, asked for as the worker asks."""
    with _child() as process:
        before = used_seconds([process.pid])
        for ratio in RATIOS:
            wanted = [_wanted(one, folder) for one in recipes(size) if one.ratio == ratio]
            _ask(
                process,
                {
                    "do": "develop", "path": str(path), "wanted": wanted, "signing": None,
                    "focal_x": _FOCAL[0], "focal_y": _FOCAL[1],
                    "packet": base64.b64encode(_PACKET).decode(),
                },
            )  # fmt: skip
        return used_seconds([process.pid]) - before


def _wanted(recipe: Recipe, folder: Path) -> dict[str, Any]:
    named = [recipe.ratio, recipe.size.width, recipe.size.height, recipe.format]
    return {"recipe": named, "out": str(folder / recipe.name)}


def _pillows_set(path: Path, size: Size) -> float:
    """Return what Pillow spends: decoded once, each size cut out and resized once, and saved in three formats."""
    began = time.process_time()
    with Image.open(path) as photo:
        photo.load()
        for ratio in RATIOS:
            box = crop(size, ratio, _FOCAL)
            for target in sizes(size, ratio):
                small = photo.resize(target, Image.Resampling.LANCZOS, box=box)
                for options in ENCODERS.values():
                    small.save(io.BytesIO(), xmp=_PACKET, **options)
    return time.process_time() - began
