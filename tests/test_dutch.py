"""No English sentence reaches a page (D10): every message of forms, validators, models, libraries and error pages."""

import ast
import gettext
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter as account_adapter
from allauth.mfa.adapter import get_adapter as mfa_adapter
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation
from django.utils.encoding import force_str

from tests.dutch import is_english
from tests.test_consistency import ROOT, sources
from tests.test_web_defences import PRODUCT, every_form

TEMPLATES = ROOT / "templates"
SAYS = {"label", "help_text", "empty_label", "message", "sentence", "violation_error_message", "verbose_name"}
TELLS = {"ValidationError", "Refusal", "NotAllowed", "add_error", "success", "error", "warning", "info"}
OF_PROGRAMS = "%(model)s instance with %(field)s %(value)r is not a valid choice."
"""Of a foreign key without its row: a form offers rows that are there, and the database refuses the rest."""
SAID_OTHERWISE = {OF_PROGRAMS, "This password is too short. It must contain at least %d character."}
"""What Django does not translate, and how it stays off our pages: `accounts/passwords.py` says the second."""
LIBRARIES = [Path(str(files("allauth"))) / "templates"]


def texts_of_field(field: Any, but: tuple[str, ...] = ()) -> Iterator[str]:
    """All that a field of a form or a model can say."""
    yield from (force_str(text) for text in field.error_messages.values())
    for validator in field.validators:
        yield from (force_str(part) for part in [getattr(validator, "message", "")] if isinstance(force_str(part), str))
    for name in ("label", "help_text", "empty_label", "verbose_name"):
        if name not in but and (text := getattr(field, name, None)):
            yield force_str(text)
    for _value, label in flat(getattr(field, "choices", None)):
        yield force_str(label)


def flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    if not isinstance(choices, list | tuple):  # of rows of a table: those are data
        return
    for value, label in choices:
        yield from flat(label) if isinstance(label, list | tuple) else [(value, label)]


def found_in(told: dict[str, str]) -> dict[str, str]:
    return {where: text for where, text in told.items() if is_english(text) and not is_code(text)}


def is_code(text: str) -> bool:
    return "_" in text and text.isidentifier()


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.mark.parametrize(
    "sentence",
    [
        "This field is required.",
        "Enter a valid email address.",
        "Ensure this value has at most 5 characters (it has 6).",
        "The password is too similar to the email address.",
        "Select a valid choice. That choice is not one of the available choices.",
        "Too many failed login attempts. Try again later.",
        "Server Error (500)",
        "Not Found",
        "Password",
        "Constraint “%(name)s” is violated.",
    ],
)
def test_english_is_recognised(sentence: str):
    assert is_english(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Vul uw e-mailadres in, bijvoorbeeld naam@dienst.example.",
        "Typ de code die uw app nu toont, bijvoorbeeld 123 456.",
        "Kies een bestand van hoogstens 10 MB.",
        "Login geweigerd door de mailserver",
        "An heeft dit account al",
        "E-mail",
        "Code",
    ],
)
def test_dutch_is_left_alone(sentence: str):
    assert not is_english(sentence)


def test_no_form_of_ours_has_an_english_word():
    told = {
        f"{form.__module__}.{form.__name__}.{name} {number}": text
        for form in every_form()
        for name, field in form.base_fields.items()
        for number, text in enumerate(texts_of_field(field))
    }
    assert len(told) > 700
    assert found_in(told) == {}


def test_no_model_of_ours_has_an_english_message():
    """A form of a model takes its messages from there, and so does a constraint that refuses."""
    told = {}
    for model in apps.get_models():
        if model.__module__.split(".")[0] not in PRODUCT:
            continue
        for field in model._meta.local_fields:  # their help texts are for who works on the code
            of_programs = {OF_PROGRAMS, field.name.replace("_", " ")}  # a name that nobody gave is shown nowhere
            texts = enumerate(texts_of_field(field, but=("help_text",)))
            told |= {f"{model.__name__}.{field.name} {i}": text for i, text in texts if text not in of_programs}
        for rule in model._meta.constraints:
            told[f"{model.__name__} {rule.name}"] = force_str(rule.get_violation_error_message())
    assert len(told) > 700
    assert found_in(told) == {}


def test_what_the_libraries_say_of_an_account_is_dutch(rf: Any):
    told = {}
    for adapter in (account_adapter(), mfa_adapter()):
        told |= {f"{type(adapter).__name__} {key}": force_str(text) for key, text in adapter.error_messages.items()}
    for form in vars(account_forms).values():
        if isinstance(form, type) and issubclass(form, forms.BaseForm) and hasattr(form, "base_fields"):
            for name, field in form.base_fields.items():
                told |= {f"{form.__name__}.{name} {i}": text for i, text in enumerate(texts_of_field(field))}
    assert found_in(told) == {}


def test_a_rule_of_a_table_that_a_page_asks_has_a_sentence_of_its_own():
    """`directory.actions` asks the models themselves; Django would show the name of the rule."""
    rules = [rule for model in apps.get_app_config("directory").get_models() for rule in model._meta.constraints]
    without = [rule.name for rule in rules if rule.violation_error_message == rule.default_violation_error_message]
    assert without == []


@pytest.mark.parametrize("password", ["kort", "123456789012", "q1w2e3r4t5y6", "an.peeters.an", "Aanmelden2026!"])
def test_every_refusal_of_a_password_is_dutch(password: str):
    from accounts.models import User

    told = {}
    for validator in get_default_password_validators():
        told[f"{type(validator).__name__} help"] = validator.get_help_text()
        try:
            validator.validate(password, User(email="an.peeters@dienst.example", name="An Peeters"))
        except ValidationError as error:
            told[type(validator).__name__] = " ".join(error.messages)
    assert found_in(told) == {}


MESSAGES = sorted(
    {path.relative_to(folder) for folder in [*LIBRARIES, TEMPLATES] for path in folder.rglob("messages/*.txt")}
)


@pytest.mark.parametrize("template", MESSAGES, ids=str)
def test_every_message_after_an_act_is_dutch(template: Path):
    """Those of django-allauth are ours where we wrote them over, and its translation elsewhere."""
    told = dict.fromkeys(("name", "email", "phone", "recipient"), "an@dienst.example")
    text = render_to_string(str(template), {**told, "count": 5})
    assert not is_english(text)


@pytest.mark.parametrize("page", sorted(path.name for path in TEMPLATES.glob("[45]*.html")))
def test_every_page_of_an_error_is_dutch(page: str, rf: Any):
    text = text_of(render_to_string(page, {"sentence": "", "request": rf.get("/")}))
    assert not is_english(text)
    assert "Er" in text or "Wij" in text or "U " in text or "Deze" in text or "geduld" in text


def test_what_django_answers_by_itself_is_dutch(db: None, settings: Any):
    told = {
        "unknown host": Client(SERVER_NAME="elders.example").get("/inloggen/"),
        "not found": Client().get("/bestaat-niet/"),
        "no token": Client(enforce_csrf_checks=True).post("/inloggen/", {}),
        "too much": Client().post("/inloggen/", {f"a{i}": "x" for i in range(300)}),
        "too large": Client().post("/inloggen/", {"login": "x" * 2_000_000}),
    }
    assert {name: answer.status_code for name, answer in told.items()} == {
        "unknown host": 400,
        "not found": 404,
        "no token": 403,
        "too much": 400,
        "too large": 400,
    }
    assert found_in({name: text_of(answer.text) for name, answer in told.items()}) == {}
    assert all("<h1>" in answer.text for answer in told.values())


def asked_of_translators(catalogue: Path) -> set[str]:
    """The sentences of a .po file; of one with a plural the singular."""
    entries = catalogue.read_text().split("\n\n")[1:]
    found = (re.search(r'^msgid (".*"(?:\n".*")*)', entry, re.MULTILINE) for entry in entries if "#~" not in entry)
    return {"".join(ast.literal_eval(line) for line in one[1].splitlines()) for one in found if one}


@pytest.mark.parametrize("part", ["django.conf", "django.contrib.auth", "django.contrib.postgres"])
def test_django_says_everything_in_dutch_or_we_say_it(part: str):
    """A new version can bring a sentence that nobody translated yet."""
    folder = Path(str(files(part))) / "locale"
    with (folder / "nl" / "LC_MESSAGES" / "django.mo").open("rb") as translated:
        known = gettext.GNUTranslations(translated)
    told = {key[0] if isinstance(key, tuple) else key for key in known._catalog}
    told = {key.rpartition("\x04")[2] for key in told}
    missing = asked_of_translators(folder / "en" / "LC_MESSAGES" / "django.po") - told
    assert missing - SAID_OTHERWISE == set()


def text_of(markup: str) -> str:
    """The words of a page or template, without what a browser and Django read."""
    bare = re.sub(
        r"(?s){#.*?#}|{%\s*comment.*?endcomment\s*%}|{%.*?%}|{{.*?}}|<(script|style)\b.*?</\1>|<[^>]*>", " ", markup
    )
    return " ".join(bare.split())


def test_no_template_holds_an_english_sentence():
    told = {}
    for path in TEMPLATES.rglob("*"):
        if path.suffix not in {".html", ".txt"} or path.relative_to(TEMPLATES).parts[0] == "client":
            continue
        for number, sentence in enumerate(re.split(r"(?<=[.?!])\s", text_of(path.read_text()))):
            told[f"{path.relative_to(TEMPLATES)} {number}"] = sentence
    assert len(told) > 700
    assert found_in(told) == {}


def said_in_code(tree: ast.Module, *, is_model: bool) -> Iterator[str]:
    """What code gives to a person: arguments that are a label or a message, and errors that are raised."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        first = node.args[-1:] if name in TELLS and "log" not in ast.unparse(node.func) else []
        told = SAYS - {"help_text"} if is_model else SAYS
        for part in [*first, *(keyword.value for keyword in node.keywords if keyword.arg in told)]:
            for one in ast.walk(part):
                if isinstance(one, ast.Constant) and isinstance(one.value, str) and not one.value.isidentifier():
                    yield one.value


def test_no_code_says_an_english_sentence_to_a_person():
    told = {}
    for path in sources(*sorted(set(PRODUCT) - {"settings", "vault"})):
        if "management" in path.parts:
            continue  # said to an operator, in a shell
        for number, text in enumerate(said_in_code(ast.parse(path.read_text()), is_model="models" in str(path))):
            told[f"{path.relative_to(ROOT)} {number}"] = text
    assert len(told) > 700
    assert found_in(told) == {}
