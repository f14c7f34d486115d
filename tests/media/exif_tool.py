"""Opens files with ExifTool, an independent reader of what pictures say of themselves."""

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def read_all(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Return the XMP properties of each file by `group:name`, a language at the end: `XMP-dc:Rights`."""
    program = shutil.which("exiftool")
    assert program, "The tests need ExifTool: run .ci/exiftool."
    command = [program, "-json", "-G1", "-n", "-xmp:all", "-error", "-warning"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, check=False)
    return json.loads(done.stdout)
