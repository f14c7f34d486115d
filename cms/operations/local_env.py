"""`var/local.env`: what `make run` chose, for commands typed in another terminal."""

import os

from cms import env

_HEADING = "# Written by `make run`; what is set in the environment counts more."


def remember(name: str, value: str) -> None:
    """Set a variable in the file and leave its other lines as they are."""
    lines = env.LOCAL_ENV_FILE.read_text().splitlines() if env.LOCAL_ENV_FILE.exists() else []
    kept = [line for line in lines if line.split("=", 1)[0].strip() != name and line != _HEADING]
    env.LOCAL_ENV_FILE.parent.mkdir(parents=True, exist_ok=True)
    fresh = env.LOCAL_ENV_FILE.with_suffix(f".{os.getpid()}")
    fresh.write_text("\n".join([_HEADING, *kept, f"{name}={value}"]) + "\n")
    fresh.replace(env.LOCAL_ENV_FILE)
