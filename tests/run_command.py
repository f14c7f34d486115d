"""`python -m tests.run_command NAME ARGUMENTS…`: a management command as a process, on the test's own database."""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    execute_from_command_line(["manage.py", *sys.argv[1:]])
