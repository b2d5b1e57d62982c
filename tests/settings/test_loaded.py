"""What few people ask for is not in the memory of every process (ADR 0074)."""

import os
import subprocess
import sys

SELDOM = {"openpyxl", "lxml", "PIL", "pikepdf", "pypdfium2", "authlib", "joserfc", "requests", "icalendar"}
LOAD = """
import sys, django
django.setup()
from django.urls import get_resolver
get_resolver().check()
from celery import current_app
current_app.loader.import_default_modules()
print(*sys.modules)
"""


def test_website_and_worker_load_no_library_that_is_seldom_asked_for():
    environment = {**os.environ, "ACMIDM_ISSUER": ""}
    done = subprocess.run([sys.executable, "-c", LOAD], env=environment, check=True, capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert "ocmw_intake.views.worklist" in loaded
    assert SELDOM & loaded == set()
