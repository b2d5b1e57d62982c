"""Defences that `docs/asvs.csv` names and no room has for itself: what every answer carries, and what no code does."""

import ast
import re
import runpy
import sys
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.urls import reverse

from accounts.forms import NewAccountForm
from accounts.mailed_links import new_token
from accounts.models import INVITATION_LINK, User
from agreements.forms.fields import WebAddressField
from audit.models import AuditEvent
from example.second_factor import signed_in
from law.roles import Role
from settings.requests import Handler
from tests.builders.accounts import PASSWORD, a_user
from tests.builders.directory import a_team
from tests.test_consistency import HOUSE, ROOT, sources
from tools.checks import PRODUCTION

PRODUCT = sorted(set(HOUSE) - {"bench", "tools", "local", "example"})
"""The rooms that run in production."""
SOME_PATHS = ["/inloggen/", "/", "/stop/", "/bestaat-niet/"]
FIELDS = {"name": "An Peeters", "secrecy": "on"}


@pytest.fixture(scope="module")
def settings_of_production() -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("WITHDRAWAL_JOURNAL", PRODUCTION["WITHDRAWAL_JOURNAL"])  # it does not start without one
        for module in ("settings.base", "settings.prod"):
            patched.delitem(sys.modules, module, raising=False)
        return vars(import_module("settings.prod"))


@pytest.fixture(scope="module")
def production(settings_of_production: dict[str, Any]) -> dict[str, Any]:
    """What settings/prod.py says beyond the settings of the tests."""
    names = ("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_")
    return {name: value for name, value in settings_of_production.items() if name.startswith(names)}


class TestEveryAnswer:
    @pytest.mark.parametrize("path", SOME_PATHS)
    def test_every_answer_says_what_kind_it_is(self, db: None, path: str):
        answer = Client().get(path, follow=True)
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"

    @pytest.mark.parametrize("path", SOME_PATHS)
    def test_no_other_site_may_read_an_answer(self, db: None, path: str):
        answer = Client().get(path, HTTP_ORIGIN="https://elders.example")
        assert not [name for name in answer.headers if name.startswith("Access-Control")]

    @pytest.mark.parametrize("path", SOME_PATHS)
    def test_no_answer_tells_what_it_is_made_with(self, db: None, path: str):
        answer = Client().get(path)
        told = f"{answer.headers}{answer.text}".casefold()
        assert not [name for name in ("django", "python", "gunicorn", "allauth") if name in told]

    def test_in_production_every_answer_asks_for_https_for_two_years(self, db: None, production: dict[str, Any]):
        with override_settings(**production):
            plain = Client().get("/inloggen/")
            assert (plain.status_code, plain.url) == (301, "https://testserver/inloggen/")
            for path in SOME_PATHS:
                answer = Client().get(path, HTTP_X_FORWARDED_PROTO="https")
                assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000; includeSubDomains")

    def test_in_production_every_cookie_is_bound_to_this_host_and_closed_to_scripts(
        self, db: None, production: dict[str, Any]
    ):
        user, set_by = a_user(Role.TEAM_MEMBER, a_team()), {}
        with override_settings(**production):
            browser = Client(headers={"x-forwarded-proto": "https"})
            for answer in (
                browser.get("/inloggen/"),
                browser.post("/inloggen/", {"login": user.email, "password": PASSWORD}),
                browser.get(INVITATION_LINK.url(new_token())),
            ):
                set_by |= answer.cookies
        assert len(set_by) == 3
        for name, cookie in set_by.items():
            assert name.startswith("__Host-"), name
            assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax"), name
            assert (cookie["path"], cookie["domain"]) == ("/", ""), name

    def test_an_unknown_host_is_refused(self, db: None):
        assert Client(SERVER_NAME="elders.example").get("/inloggen/").status_code == 400

    def test_a_post_without_a_token_of_ours_is_refused(self, db: None):
        typed = {"login": "an@dienst.example", "password": "x"}
        assert Client(enforce_csrf_checks=True).post("/inloggen/", typed).status_code == 403

    def test_only_collected_files_have_an_address(self, db: None):
        for path in ("/.git/config", "/static/", "/static/../settings/base.py", "/manage.py", "/pyproject.toml"):
            assert Client().get(path).status_code == 404, path

    def test_an_answer_in_the_address_is_no_answer_of_a_form(self, db: None):
        user = a_user(Role.TEAM_MEMBER, a_team())
        answer = Client().post(f"/inloggen/?login={user.email}&password={PASSWORD}", {"login": user.email})
        assert "Vul uw wachtwoord in." in Client().get("/inloggen/").text or answer.status_code == 200
        assert not AuditEvent.objects.filter(event="signed_in").exists()


class TestSessions:
    @pytest.fixture
    def user(self, db: None) -> User:
        return a_user(Role.TEAM_MEMBER, a_team())

    def test_signing_in_leads_to_no_other_site(self, user: User):
        for away in ("https://elders.example/", "//elders.example/", "https:elders.example", "javascript:alert(1)"):
            answer = Client().post("/inloggen/", {"login": user.email, "password": PASSWORD, "next": away})
            assert answer.status_code == 302
            assert "elders" not in answer.url.partition("?")[0]
            assert "javascript" not in answer.url

    def test_a_new_session_begins_at_the_password(self, user: User):
        browser = Client()
        browser.get("/inloggen/")
        session = browser.session
        session["made"] = "before"
        session.save()
        browser.cookies[settings.SESSION_COOKIE_NAME] = before = session.session_key
        browser.post("/inloggen/", {"login": user.email, "password": PASSWORD})
        after = browser.cookies[settings.SESSION_COOKIE_NAME].value
        assert after != before
        assert re.fullmatch("[a-z0-9]{32}", after), "165 bits"

    def test_an_old_cookie_opens_nothing_after_signing_out(self, user: User):
        browser = signed_in(user)
        kept = browser.cookies[settings.SESSION_COOKIE_NAME].value
        page = reverse("accounts:own")
        assert browser.get(page).status_code == 200
        browser.post("/uitloggen/")
        thief = Client()
        thief.cookies[settings.SESSION_COOKIE_NAME] = kept
        assert thief.get(page).status_code == 302

    def test_who_asks_for_what_is_of_others_leaves_a_line_without_its_content(self, user: User):
        signed_in(user).get("/aanmeldingen/ZZZZ-ZZZZ/")
        event = AuditEvent.objects.get(event="access_denied")
        assert event.details == {"page": "referrals:referral", "thing": "ZZZZ-ZZZZ", "code": 404}


def judge(password: str) -> list[str]:
    form = NewAccountForm(
        {**FIELDS, "password": password, "repeated": password}, email="an@dienst.example", handles_clients=True
    )
    return list(form.errors.get("password", []))


class TestPasswords:
    @pytest.mark.parametrize(
        "password",
        ["Aanmelden2026!", "W3lkom-0cmw-2026", "Kind&Gezin-Brussel", "november-2026-november", "wachtwoord!!1234"],
    )
    def test_a_password_of_words_of_this_house_is_refused(self, password: str):
        assert [sentence for sentence in judge(password) if "woorden die men snel raadt" in sentence]

    @pytest.mark.parametrize(
        "password", ["samen-sterk-in-de-demo", "vier woorden zonder zin", "zomerse kikkers dansen"]
    )
    def test_a_sentence_of_ordinary_words_is_taken(self, password: str):
        assert judge(password) == []

    @pytest.mark.parametrize("password", ["q1w2e3r4t5y6", "telechargement", "justinbieber"])
    def test_a_common_or_leaked_password_is_refused(self, password: str):
        assert judge(password)

    @pytest.mark.parametrize(
        "password", ["z" * 7 + "q " * 40, "  kikker op de rand  ", "ééé ∂ƒ 漢字 zeldzaam", "kleineletters alleen"]
    )
    def test_a_password_of_any_characters_and_any_length_is_taken(self, password: str):
        form = NewAccountForm(
            {**FIELDS, "password": password, "repeated": password}, email="an@dienst.example", handles_clients=True
        )
        assert form.is_valid(), form.errors
        assert form.cleaned_data["password"] == password
        user = User(email="an@dienst.example")
        user.set_password(password)
        assert user.check_password(password)
        assert not user.check_password(password.strip()) or password == password.strip()
        assert not user.check_password(password[:-1])

    def test_a_field_for_a_password_hides_it_and_lets_programs_help(self, db: None):
        found = 0
        for form in every_form():
            for name, field in form.base_fields.items():
                if "password" in name or name == "repeated":
                    found += 1
                    assert isinstance(field.widget, forms.PasswordInput), (form, name)
                    assert field.widget.attrs.get("autocomplete") in {"new-password", "current-password"}, (form, name)
        assert found >= 3
        assert 'type="password"' in Client().get("/inloggen/").text

    def test_passwords_are_hashed_with_argon2id(self):
        [hasher] = runpy.run_path(str(ROOT / "settings" / "base.py"))["PASSWORD_HASHERS"]
        with override_settings(PASSWORD_HASHERS=[hasher]):
            user = User()
            user.set_password(PASSWORD)
        assert user.password.startswith("argon2$argon2id$")

    def test_no_form_asks_a_secret_question(self):
        hints = re.compile(r"geheime vraag|meisjesnaam|huisdier|wachtwoordhint", re.IGNORECASE)
        assert [path for path in (ROOT / "templates").rglob("*.html") if hints.search(path.read_text())] == []


def every_form() -> list[type[forms.BaseForm]]:
    """Each form of the product; importing the views has made them all."""
    import_module("settings.urls")
    found, waiting = [], [forms.BaseForm]
    while waiting:
        for form in waiting.pop().__subclasses__():
            waiting.append(form)
            if form.__module__.split(".")[0] in PRODUCT and hasattr(form, "base_fields"):
                found.append(form)
    return found


def test_a_web_address_that_is_typed_is_http_or_https():
    for typed in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//elders.example",
        "ftp://a.example",
    ):
        with pytest.raises(ValidationError):
            WebAddressField(label="x").clean(typed)
    for printed in ("https://www.voorbeeld.example/raad/1", "https://sign.example/?id=8F3A&passage=2&spinnen=1#blad-2"):
        assert WebAddressField(label="x").clean(printed) == printed  # D28


@pytest.mark.parametrize(
    "address",
    [
        "https://a:b@sign.example/",
        "https://sign.example/?Wachtwoord=x",
        "https://sign.example/?id=1&pin=2",
        "https://sign.example/?user_pass=x",
        "https://s.example/#token=x",
    ],
)
def test_a_web_address_with_a_password_in_it_is_refused(address: str):
    with pytest.raises(ValidationError, match="wachtwoord"):
        WebAddressField(label="x").clean(address)


# --- what no code does

CALLS = {
    *("eval", "exec", "compile", "__import__", "os.system", "os.popen", "mark_safe", "format_html", "SafeString"),
    *("pickle.loads", "pickle.load", "marshal.loads", "yaml.load", "shelve.open", "Template", "from_string"),
    *("subprocess.run", "subprocess.call", "subprocess.check_output", "subprocess.Popen", "random.choice"),
}
ACCEPTED = {
    "accounts/second_factor.py: mark_safe": "the drawing of a key by the library: only shapes",
    "home/form_renderer.py: SafeString": "fields as Django draws them: each name and value is escaped",
    "home/guide.py: SafeString": "pages of our own repository, in which html is text",
    "vault/bounded.py: subprocess.Popen": "a list of arguments, of which none comes from outside",
}
DRAWN_BY_CHANCE = {"random"}
NETWORK = {"socket", "smtplib", "imaplib", "imap_tools", "urllib.request", "http.client", "requests", "httpx", "redis"}
CALL_THE_NETWORK = {
    *("outbox/deadline.py", "outbox/handover.py"),  # the relay
    *("outbox/login.py",),  # a token at the identity provider
    *("outbox/return_mailbox.py",),  # the return mailbox
    *("upkeep/certificates.py",),  # the certificates of those, before they end
    *("accounts/openid.py",),  # signing in with the Flemish government
    *("upkeep/configuration.py",),  # tries each address of the settings before the start
    *("vault/antivirus.py",),  # the virus scanner, when one is set
}
CRYPTOGRAPHY = {
    "cryptography",
    "Cryptodome",
    "hashlib",
    "hmac",
    "secrets",
    "pyzipper",
    "ssl",
    "authlib",
    "joserfc",
    "fido2",
}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sources(*PRODUCT):
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            yield from {name, name.rpartition(".")[2]} if "(" not in name else {name.rpartition(".")[2]}


def test_nothing_runs_text_and_little_is_called_safe():
    found = {f"{file}: {name}" for file, tree in trees() for name in called(tree) if name in CALLS}
    found -= {one for one in found if one.endswith(": compile")}  # of `re`
    assert found == set(ACCEPTED)


@pytest.mark.parametrize(
    "line", ["eval(x)", "mark_safe(x)", "a.b.mark_safe(x)", "subprocess.run(x)", "Engine().from_string(x)"]
)
def test_a_dangerous_call_is_seen(line: str):
    assert CALLS & set(called(ast.parse(line)))


def test_only_named_files_call_the_network():
    found = {file for file, tree in trees() if NETWORK & set(imported(tree))}
    assert found == CALL_THE_NETWORK


def test_what_nobody_may_guess_comes_from_the_secure_generator():
    assert {file for file, tree in trees() if DRAWN_BY_CHANCE & set(imported(tree))} == set()


def test_the_list_of_cryptography_names_every_file_that_uses_it():
    """`docs/security.md`; what is listed is looked at when something there changes."""
    section = (ROOT / "docs" / "security.md").read_text().split("## Cryptography")[1].split("\n## ")[0]
    using = {file for file, tree in trees() if CRYPTOGRAPHY & {name.split(".")[0] for name in imported(tree)}}
    assert {file for file in using if f"`{file}`" not in section} == set()


def test_scripts_write_no_markup():
    unsafe = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|localStorage|sessionStorage|indexedDB"
    )
    scripts = [path for path in (ROOT / "static").rglob("*.js") if unsafe.search(path.read_text())]
    assert scripts == []


def test_every_part_of_others_is_listed_with_version_and_hash():
    lock = (ROOT / "requirements" / "base.txt").read_text()
    pinned = re.findall(r"^([\w.-]+)==\S+.*\n +--hash=sha256:[0-9a-f]{64}", lock, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[\w.-]+==", lock, re.MULTILINE))
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {re.split(r"[\[<>=~]", line)[0].casefold() for line in asked}
    assert names <= {name.casefold() for name in pinned}


def test_production_has_no_debug_and_no_page_of_the_example(settings_of_production: dict[str, Any]):
    told = settings_of_production
    assert told["DEBUG"] is False
    assert not {"local", "example", "tests", "bench", "tools"} & {app.split(".")[0] for app in told["INSTALLED_APPS"]}


# --- lines of the logs


def test_a_line_of_the_access_log_is_one_line():
    written = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    environ = {
        "REMOTE_ADDR": "192.0.2.1",
        "REQUEST_METHOD": "GET",
        "RAW_URI": "/a%0Ab",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "PATH_INFO": '/a\n[01/Jan/2026] "GET /verzonnen HTTP/1.1" 200\r\x1b[2K\u2028x',
    }
    logger = written["logger_class"].__new__(written["logger_class"])
    seconds = timedelta(seconds=1)
    atoms = logger.atoms(
        SimpleNamespace(status="200 OK", headers=[], sent=1), SimpleNamespace(headers=[]), environ, seconds
    )
    line = written["access_log_format"] % atoms
    assert len(line.splitlines()) == 1
    assert line.isprintable()


def test_a_request_with_two_lengths_is_refused():
    """gunicorn's own parser, as the web processes use it."""
    from gunicorn.config import Config
    from gunicorn.http import get_parser
    from gunicorn.http.errors import InvalidHeader

    lengths = b"Content-Length: 4\r\nTransfer-Encoding: chunked"
    request = b"POST / HTTP/1.1\r\nHost: a\r\n" + lengths + b"\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n"
    with pytest.raises(InvalidHeader):
        next(get_parser(Config(), [request], ("192.0.2.1", 1)))


CODECS = ["hex", "idna", "undefined", "utf-16", "nonsense"]
TOKEN = "a" * 32
PARTS = f'--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{TOKEN}\r\n--x--\r\n'


@pytest.mark.parametrize("codec", CODECS)
def test_whatever_a_header_calls_the_writing_of_a_request_it_is_read_as_utf_8(rf, db, codec: str):
    """Through the handler of production: that of the test client is another, which checks no CSRF either."""
    serve = Handler()

    def environ_of(method: str, address: str, body: str = "", *, content_type: str) -> dict[str, Any]:
        return rf.generic(method, address, body, content_type=content_type).environ

    requests = [
        environ_of("GET", "/help/?zoek=beh%C3%A9%FF", content_type=f"text/plain; charset={codec}"),
        *(
            environ_of("POST", "/inloggen/", body, content_type=f"{kind}; charset={codec}")
            for kind, body in (
                ("application/x-www-form-urlencoded", f"csrfmiddlewaretoken={TOKEN}&login=%FF"),
                ("multipart/form-data; boundary=x", PARTS),
            )
        ),
    ]
    for environ in requests:
        told: list[Any] = []
        content = b"".join(
            serve(environ | {"HTTP_COOKIE": f"csrftoken={TOKEN}"}, lambda *each, to=told: to.extend(each))
        )
        assert told[0] == "200 OK", environ["REQUEST_METHOD"]
        assert "Content-Security-Policy" in dict(told[1])
        assert environ["REQUEST_METHOD"] == "POST" or "behé" in content.decode()
