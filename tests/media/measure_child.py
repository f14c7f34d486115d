"""Runs one job in a decoder and prints what it cost: CPU seconds and megabytes of memory at the most."""

import resource
import subprocess
import sys


def main() -> None:
    job = sys.stdin.buffer.read()
    command = [sys.executable, "-m", "media.darkroom.child"]
    done = subprocess.run(command, input=job, capture_output=True, check=False)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer = done.stdout.splitlines()[1:] or [b"died"]
    seconds, megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1000
    sys.stdout.write(f"{answer[0][:200]!r} {seconds} {megabytes}\n")


if __name__ == "__main__":
    main()
