"""How every form is written in html: one place for classes, ids and descriptions (GOV.UK Frontend, WCAG 2.2 AA)."""

from html import escape
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from home.why import why

CLASSES: list[tuple[type[forms.Widget], str]] = [
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.FileInput, "app-file"),
    (forms.DateInput, "govuk-input govuk-input--width-10"),
    (Input, "govuk-input"),
]
"""The class of each kind of control; the first that fits. A group (radios, checkboxes) gets its own in its template."""
WIDTHS = [(4, 4), (12, 10), (60, 20)]
"""Up to how many characters a field is how wide, in the widths of GOV.UK Frontend; what is longer takes the line."""
TYPED = {"text", "email", "tel", "password", "url", "search"}
"""Kinds of input in which people type; a control without a kind is an area of text, or writes no attributes."""


class DescribedField(BoundField):
    """A field whose control carries our classes, and to which the error summary can lead."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add our classes to those of the widget.

        `required` is left out: the browser's own bubble would come before our error summary. What may stay empty is
        marked in words instead. A placeholder disappears while one types, so it is never shown. `maxlength` would cut
        what somebody pastes without a word; our error says how long it is. Nothing typed goes to the spelling check:
        some browsers send it to their maker, and our fields hold names.
        """
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)
        attrs["maxlength"] = False
        if getattr(widget, "input_type", "text") in TYPED:
            attrs["spellcheck"] = "false"
        if widget.use_fieldset:
            attrs.pop("aria-invalid", None)  # not allowed on a radio; the fieldset names the error
        elif not widget.is_hidden:
            block = next((name for kind, name in CLASSES if isinstance(widget, kind)), "")
            error = f"{block.split()[0]}--error" if block and self.errors else ""
            given = widget.attrs.get("class", "")
            width = "" if "--width-" in f"{block} {given}" else self._width(widget)
            attrs["class"] = " ".join(filter(None, [block, error, given, width]))
        if "placeholder" in widget.attrs:
            attrs["placeholder"] = False
        return attrs

    def _width(self, widget: forms.Widget) -> str:
        """As wide as what it holds: who sees a long box for a postcode wonders what else belongs in it."""
        holds = getattr(self.field, "max_length", None)
        if not holds or not isinstance(widget, Input):
            return ""
        return next((f"govuk-input--width-{width}" for most, width in WIDTHS if holds <= most), "")

    @property
    def why(self) -> SafeString | None:
        """Why this is asked, when the guide says so."""
        return why(self.form, str(self.label))

    @property
    def error_target(self) -> str:
        """Id of the control that a link in the error summary leads to; empty when there is none to lead to."""
        if self.is_hidden:
            return ""
        if self.use_fieldset:
            return self.subwidgets[0].id_for_label or "" if self.subwidgets else ""
        return self.id_for_label


class FormRenderer(TemplatesSetting):
    """Renders `{{ form }}` and `{{ form.x.as_field_group }}` with our templates; found through FORM_RENDERER."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = DescribedField

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Write the controls of which a page has many without a template: it took half the time of a filter."""
        if template_name == forms.Select.template_name:
            return _select(context["widget"])
        if template_name in _INPUTS:
            return _input(context["widget"])
        return super().render(template_name, context, request)


_INPUTS = {
    kind.template_name for kind in (Input, forms.TextInput, forms.EmailInput, forms.DateInput, forms.HiddenInput)
}


def _input(widget: dict[str, Any]) -> SafeString:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    return SafeString(f'<input type="{widget["type"]}" name="{_text(widget["name"])}"{value}{_attributes(widget)}>')


def _select(widget: dict[str, Any]) -> SafeString:
    options = "".join(_group(name, group) for name, group, _place in widget["optgroups"])
    return SafeString(f'<select name="{_text(widget["name"])}"{_attributes(widget)}>{options}\n</select>')


def _group(name: str | None, group: list[dict[str, Any]]) -> str:
    options = "".join(
        f'\n  <option value="{_text(one["value"])}"{_attributes(one)}>{_text(one["label"])}</option>' for one in group
    )
    return f'\n  <optgroup label="{_text(name)}">{options}\n  </optgroup>' if name else options


def _attributes(widget: dict[str, Any]) -> str:
    """As Django writes them: False leaves one out, and True gives it no value."""
    return "".join(
        f" {name}" if value is True else f' {name}="{_text(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _text(value: Any) -> str:
    """As `conditional_escape`, which takes longer to find out that a value is no lazy one: a select has hundreds."""
    return str(conditional_escape(value)) if hasattr(value, "__html__") else escape(str(value))
