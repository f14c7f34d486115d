"""Takes in pictures until somebody ends it: `python -m tests.media.take_in_endlessly SEED UPLOADS STORAGE`.

STORAGE is Django's description of a storage as JSON, `{}` for files in UPLOADS, where uploads wait in any case.
"""

import json
import os
import random
import sys
import tempfile

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings

from media.intake import take_in
from tests.media.hostile_files import gradient, saved


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    seed, settings.MEDIA_ROOT, storage = sys.argv[1:]
    if chosen := json.loads(storage):
        settings.STORAGES["default"] = chosen
        tempfile.tempdir = settings.MEDIA_ROOT
    dice = random.Random(seed)
    while True:
        picture = gradient().rotate(dice.randrange(360))
        picture.putpixel((0, 0), (dice.randrange(256), dice.randrange(256), dice.randrange(256)))
        taken = take_in(content=saved(picture, "PNG"), filename="x.png", values={}, by=None)
        say(str(taken.image.id))


if __name__ == "__main__":
    main()
