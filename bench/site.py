"""The product as the sections of the bench use it: a program in its environment, someone signed in, a page."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping

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
    """Return the session of someone whose password and app are those of the demo accounts."""
    session = requests.Session()
    session.trust_env = False
    asked = post(session, f"{product.site}/inloggen/", {"login": email, "password": PASSWORD})
    entered = post(session, asked.url, {"code": unused_code_of(email, site=product.site)})
    if "/inloggen/" in entered.url or "/app/" in entered.url:
        raise SystemExit(f"{email} cannot sign in: {entered.url}")
    return session


def get(session: requests.Session, url: str) -> str:
    """Return a page; anything but this page is an error, such as one that asks who we are."""
    answer = session.get(url, timeout=120)
    answer.raise_for_status()
    if answer.url != url:
        raise SystemExit(f"{url} leads to {answer.url}.")
    return answer.text


def post(session: requests.Session, url: str, answers: Mapping[str, str]) -> requests.Response:
    """Look at a form and send it, as a browser does."""
    data = {**answers, "csrfmiddlewaretoken": token(get(session, url))}
    answer = session.post(url, data=data, headers={"Referer": url}, timeout=120)
    answer.raise_for_status()
    return answer


def search(session: requests.Session, worklist: str, reference: str) -> Callable[[], None]:
    """Return what looks for one reference, as the form on a worklist does; the answer must lead to it."""
    page = f"{worklist}zoeken/"
    answers = {"asked": reference, "csrfmiddlewaretoken": token(get(session, worklist))}

    def look() -> None:
        answer = session.post(page, data=answers, headers={"Referer": page}, timeout=120, allow_redirects=False)
        if answer.status_code != 302 or reference not in answer.headers["Location"]:
            raise SystemExit(f"The search answers {answer.status_code}.")

    return look


def token(page: str) -> str:
    """The token against forged forms of a page."""
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if found is None:
        raise SystemExit("A page of the product has no form where one was expected.")
    return found[1]
