"""Controls that are written without a template say what Django's own templates say."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from home.form_renderer import FormRenderer

CHOICES = [("", "alle"), (7, "<zeven>"), ('Een "groep" & meer', [("a'b", "a'b"), (True, "ja")])]
WIDGETS = [
    forms.TextInput(attrs={"class": "a b", "autocomplete": 'of"f', "hidden": True, "readonly": False, "size": 3}),
    forms.EmailInput(),
    forms.DateInput(),
    forms.HiddenInput(),
    forms.Select(choices=CHOICES, attrs={"id": "id_<x>", "disabled": True}),
    forms.SelectMultiple(choices=CHOICES),
]


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@pytest.mark.parametrize("value", [None, "", "7", "a'b", "<script>alert(1)</script>", "{{ 1 }} %s {0}"])
def test_a_control_reads_as_with_djangos_template(widget, value):
    ours, theirs = (
        widget.render("na<me", value, renderer=renderer) for renderer in (FormRenderer(), DjangoTemplates())
    )
    assert " ".join(ours.split()) == " ".join(theirs.split())
