"""The wall as the source and the tables show it: nothing of the other apps names what the receiver notes (D4, D19)."""

import ast
import re

from django.apps import apps

from audit.events import BEHIND_THE_WALL, Event
from law.roles import Role
from tests.ocmw_intake.two_worlds import (
    ROOT,
)
from tests.test_consistency import views

# --- the source ----------------------------------------------------------------------------------------------------


def names_behind_the_wall() -> set[str]:
    """The columns and relations of the receiver's tables that no other app has, as code and templates write them."""
    theirs = {
        field.name
        for model in apps.get_app_config("ocmw_intake").get_models()
        for field in model._meta.get_fields()
        if field.name not in {"id", "referral", "partner", "status", "kind", "intake"}
    }
    others = {
        field.name
        for model in apps.get_models()
        if model._meta.app_label != "ocmw_intake"
        for field in model._meta.get_fields()
    }
    return theirs - others


def test_no_template_of_another_app_uses_a_column_of_the_receiver():
    """But for the figures, the one room above the wall."""
    names = names_behind_the_wall()
    assert {"made_by", "channel", "file_number", "closed_on", "assigned_to"} - names == {"channel", "closed_on"} - names
    used = re.compile(rf"\.({'|'.join(sorted(names))})\b")
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        if path.is_file() and not {"ocmw_intake", "figures"} & set(path.parts)
        for match in used.finditer(path.read_text())
    ]
    assert found == []


def test_what_the_receiver_records_is_behind_the_wall_and_says_never_what():
    """Every event that `ocmw_intake` records is in `BEHIND_THE_WALL`; those of no case are named here."""
    of_no_case = {"RECEIVER_TERMS_SET", "FIGURES_EXPORTED"}
    recorded: dict[str, bool] = {}
    for path in sorted((ROOT / "ocmw_intake").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record_event"):
                continue
            events = [one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute) and one.attr.isupper()]
            has_details = any(keyword.arg == "details" for keyword in node.keywords)
            recorded |= {
                event: recorded.get(event, False) or has_details for event in events if event in Event.__members__
            }
    assert recorded
    assert {event for event in recorded if event not in {one.name for one in BEHIND_THE_WALL}} <= of_no_case
    assert {event for event, has_details in recorded.items() if has_details} <= of_no_case


def test_nothing_on_a_referral_leads_over_the_wall():
    """No relation back has a name on another app's table: `referral.intake` does not exist."""
    found = [
        f"{model._meta.label}.{relation.get_accessor_name()}"
        for model in apps.get_models()
        if model._meta.app_label != "ocmw_intake"
        for relation in model._meta.related_objects
        if relation.related_model._meta.app_label == "ocmw_intake" and not relation.hidden
    ]
    assert found == []


def test_every_page_of_the_receiver_serves_social_workers_only():
    """But for the figures and the dossier for the evaluation, which say nothing of a case."""
    of_figures = ("figures", "dossier")
    for name, pattern in views():
        module = getattr(pattern.callback, "__module__", "")
        if name == "ocmw_intake:have_archive":  # what it says depends on nothing that is known here (D25)
            continue
        if module.startswith("ocmw_intake.") and not any(word in f"{name} {module}" for word in of_figures):
            assert pattern.callback.audience == {Role.SOCIAL_WORKER}, name
