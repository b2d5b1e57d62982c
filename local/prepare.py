"""`manage.py prepare` in a process that loads what it needs while database, broker and mailbox still start.

`python -m local.prepare FOLDER` waits for FOLDER/services.json and the certificate of the mailbox; the other variables
are in its environment.
"""

import json
import os
import sys
import time
from pathlib import Path

# A second of work that needs no settings; the rest comes when the addresses are known.
import celery.app.base  # noqa: F401  # loaded, and used by what comes
import django.contrib.auth.hashers
import django.core.serializers.json
import django.db.models
import django.forms
import django.views.generic  # noqa: F401
import openpyxl  # noqa: F401
import pikepdf  # noqa: F401
import psycopg  # noqa: F401
import pyzipper  # noqa: F401
from django.core.management import execute_from_command_line

from local.preparation import SERVICES


def main(folder: Path) -> None:
    needed = (folder / SERVICES, Path(os.environ["SMTP_CA_FILE"]))
    while not all(file.exists() for file in needed):
        time.sleep(0.02)
    os.environ.update(json.loads((folder / SERVICES).read_text()))
    execute_from_command_line(["manage.py", "prepare"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
