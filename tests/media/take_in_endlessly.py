"""Takes in pictures until somebody ends it: `python -m tests.media.take_in_endlessly SEED UPLOADS`."""

import os
import random
import sys

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
    settings.MEDIA_ROOT = sys.argv[2]
    dice = random.Random(sys.argv[1])
    say("ready")
    while True:
        picture = gradient().rotate(dice.randrange(360))
        picture.putpixel((0, 0), (dice.randrange(256), dice.randrange(256), dice.randrange(256)))
        taken = take_in(content=saved(picture, "PNG"), filename="x.png", values={}, by=None)
        say(str(taken.image.id))


if __name__ == "__main__":
    main()
