"""Run every test on SQLite and then on PostgreSQL: `python -m tests [pytest arguments]`. Fails if
either fails. What was seen to use no database on SQLite is left out on PostgreSQL, and requests that
were made up on SQLite are sent again there.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORKERS = ["-n", "2", "--dist", "worksteal"]  # Neighbours share what is set up for a file.


def main(arguments: list[str]) -> int:
    pytest = [sys.executable, "-m", "pytest", *WORKERS, *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with tempfile.TemporaryDirectory(prefix="standfirst-tests-") as folder:
        seen = Path(folder) / "databaseless.json"
        seen.write_text("[]")  # What a run that is broken off leaves.
        requests = Path(folder) / "requests"
        requests.mkdir()
        environment["TEST_REQUESTS"] = str(requests)
        runs = {
            "SQLite": [*pytest, f"--write-databaseless={seen}"],
            "PostgreSQL": [
                sys.executable, "-m", "tests.postgres",
                *pytest, f"--leave-out-databaseless={seen}",
            ],
        }  # fmt: skip
        results = {name: _run(name, command, environment) for name, command in runs.items()}
    for name, (code, seconds) in results.items():
        said = "passed" if code == 0 else f"FAILED (exit {code})"
        sys.stdout.write(f"{name}: {said} in {seconds:.0f} s\n")
    return max(abs(code) for code, _ in results.values())


def _run(name: str, command: list[str], environment: dict[str, str]) -> tuple[int, float]:
    sys.stdout.write(f"\n=== Tests on {name} ===\n")
    sys.stdout.flush()
    began = time.monotonic()
    code = subprocess.run(command, env=environment, check=False).returncode
    return code, time.monotonic() - began


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
