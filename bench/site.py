"""The product as the sections of the bench use it: a program in its environment, someone signed in, a page."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping

import requests

from example.accounts import PASSWORD
from example.second_factor import unused_code_of
from local.processes import ROOT
from local.product import Product


def run_program(product: Product, *arguments: str, is_shown: bool = False) -> str:
    """Run Python in the environment of the product; return what it said last. `is_shown`: its progress may be seen."""
    environment = {**os.environ, **product.environment}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        check=False,
        stdout=subprocess.PIPE,
        stderr=None if is_shown else subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed:\n{done.stderr or 'see above'}")
    return done.stdout.strip().rpartition("\n")[2]


def sign_in(product: Product, email: str) -> requests.Session:
    """Return the session of someone whose password is that of the demo accounts."""
    session = requests.Session()
    session.trust_env = False
    asked = post(session, f"{product.site}/inloggen/", {"login": email, "password": PASSWORD})
    post(session, asked.url, {"code": unused_code_of(email)})
    return session


def get(session: requests.Session, url: str) -> str:
    """Return a page; anything but a page is an error."""
    answer = session.get(url, timeout=120)
    answer.raise_for_status()
    return answer.text


def post(session: requests.Session, url: str, answers: Mapping[str, str]) -> requests.Response:
    """Look at a form and send it, as a browser does."""
    data = {**answers, "csrfmiddlewaretoken": token(get(session, url))}
    answer = session.post(url, data=data, headers={"Referer": url}, timeout=120)
    answer.raise_for_status()
    return answer


def token(page: str) -> str:
    """The token against forged forms of a page."""
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if found is None:
        raise SystemExit("A page of the product has no form where one was expected.")
    return found[1]
