"""docs/environment.md, made from `cms/env.py`: `python -m cms.operations.environment_page`."""

import sys

from cms import env

_HEADING = """# Environment variables

Standfirst is configured by these variables alone. A value in `var/local.env`, which `make run`
writes, counts where the environment has none. This page is made from `cms/env.py`.

| name | default | meaning |
|---|---|---|
"""


def page() -> str:
    """Return the page as Markdown."""
    rows = (_row(name, default, meaning) for name, (default, meaning) in env.VARIABLES.items())
    return _HEADING + "".join(rows)


def _row(name: str, default: str, meaning: str) -> str:
    return f"| `{name}` | {f'`{default}`' if default else ''} | {meaning} |\n"


if __name__ == "__main__":
    sys.stdout.write(page())
