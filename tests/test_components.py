"""What the pages are made of: fields, groups, errors, lists and the style sheet. Each page is parsed, not matched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account.forms import LoginForm
from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template.loader import render_to_string

from home.form_renderer import TYPED
from tools import build_assets

TEMPLATES = build_assets.ROOT / "templates"
VOID = {"area", "base", "br", "hr", "img", "input", "link", "meta", "wbr"}
ATTACK = "\"><script>alert('x')</script>"


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    content: "list[Element | str]" = field(default_factory=list)

    @property
    def children(self) -> "list[Element]":
        return [part for part in self.content if isinstance(part, Element)]

    def __iter__(self) -> "Iterator[Element]":
        for child in self.children:
            yield child
            yield from child

    def all(self, *tags: str, **attributes: str) -> "list[Element]":
        """The elements inside with one of these tags and all of these attributes; `class_` for class."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            e for e in self if e.tag in tags and all(v in e.attributes.get(n, "").split() for n, v in wanted.items())
        ]

    def text(self) -> str:
        return " ".join("".join(p.text() + " " if isinstance(p, Element) else p for p in self.content).split())

    def described_by(self) -> list[str]:
        return self.attributes.get("aria-describedby", "").split()


class TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("document", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].content.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def parsed(html: str) -> Element:
    assert "UNDEFINED TEMPLATE VARIABLE" not in html
    builder = TreeBuilder()
    builder.feed(html)
    builder.close()
    assert len(builder.open) == 1, f"<{builder.open[-1].tag}> is never closed"
    return builder.open[0]


def component(name: str, **context: Any) -> Element:
    return parsed(render_to_string(f"components/{name}.html", context))


class PasswordForm(forms.Form):
    password = forms.CharField(label="Kies een nieuw wachtwoord", widget=forms.PasswordInput)


class EveryField(forms.Form):
    name = forms.CharField(help_text="Bijvoorbeeld Van Dorp.", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"placeholder": "014", "class": "govuk-input--width-10"})
    )
    email = forms.EmailField(help_text="Bijvoorbeeld lien@team.example.")
    given_on = forms.DateField()
    note = forms.CharField(widget=forms.Textarea)
    municipality = forms.ChoiceField(choices=[("", "Kies een gemeente"), ("1", ATTACK)])
    channel = forms.ChoiceField(
        choices=[("m", "Mondeling"), ("s", ATTACK)], widget=forms.RadioSelect, help_text="Kies er één."
    )
    points = forms.MultipleChoiceField(
        choices=[("1", "Het doel"), ("2", "Met wie")], widget=forms.CheckboxSelectMultiple
    )
    extra = forms.MultipleChoiceField(required=False, choices=[("1", "Brief")], widget=forms.CheckboxSelectMultiple)
    agreed = forms.BooleanField(label="De cliënt stemt toe", help_text="Vrij en uitdrukkelijk.")
    paper = forms.FileField()
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> None:
        raise forms.ValidationError("Vul een telefoonnummer of een e-mailadres in.")


WRONG = {"name": "", "email": ATTACK, "given_on": ATTACK, "municipality": ATTACK, "channel": ATTACK, "points": [ATTACK]}
FORM_PAGE = [
    pytest.param(lambda: EveryField(), id="not yet filled in"),
    pytest.param(lambda: EveryField(WRONG), id="with errors"),
]


def form_page(form: forms.Form) -> Element:
    summary = render_to_string("components/error_summary.html", {"form": form})
    return parsed(f"{summary}<form>{form}</form>")


@pytest.mark.parametrize("make", FORM_PAGE)
def test_every_description_names_an_element_that_is_there_once(make: Any) -> None:
    page = form_page(make())
    ids = [element.attributes["id"] for element in page if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    described = [name for element in page for name in element.described_by()]
    assert "id_name_helptext" in described
    assert set(described) <= set(ids)


@pytest.mark.parametrize("make", FORM_PAGE)
def test_every_control_has_exactly_one_label(make: Any) -> None:
    page = form_page(make())
    controls = [c for c in page.all("input", "select", "textarea") if c.attributes.get("type") != "hidden"]
    labels = [label.attributes["for"] for label in page.all("label")]
    assert len(controls) == 13
    assert sorted(labels) == sorted(control.attributes["id"] for control in controls)
    assert all(label.text() for label in page.all("label"))


@pytest.mark.parametrize("make", FORM_PAGE)
def test_a_group_of_choices_is_a_fieldset_that_starts_with_its_legend(make: Any) -> None:
    groups = form_page(make()).all("fieldset")
    assert [group.children[0].tag for group in groups] == ["legend"] * 3
    assert [group.children[0].text() for group in groups] == ["Channel", "Points", "Extra (niet verplicht)"]
    assert [len(group.all("input")) for group in groups] == [2, 2, 1]


def test_hint_and_error_of_a_group_are_described_on_the_fieldset_only() -> None:
    group = form_page(EveryField(WRONG)).all("fieldset")[0]
    assert group.described_by() == ["id_channel_helptext", "id_channel_error"]
    assert not any(option.described_by() or "aria-invalid" in option.attributes for option in group.all("input"))


def test_a_control_with_an_error_says_so_and_is_described_by_hint_and_error() -> None:
    page = form_page(EveryField(WRONG))
    (email,) = page.all("input", id="id_email")
    assert email.attributes["aria-invalid"] == "true"
    assert "govuk-input--error" in email.attributes["class"].split()
    assert email.described_by() == ["id_email_helptext", "id_email_error"]
    (error,) = page.all("p", id="id_email_error")
    assert error.text() == "Fout: Voer een geldig e-mailadres in."


def test_without_errors_nothing_is_marked_as_wrong() -> None:
    page = form_page(EveryField())
    assert not page.all("div", class_="govuk-error-summary")
    assert not page.all("div", class_="govuk-form-group--error")
    assert not [element for element in page if "aria-invalid" in element.attributes]


def test_every_link_of_the_error_summary_leads_to_the_first_control_of_its_field() -> None:
    page = form_page(EveryField(WRONG))
    (summary,) = page.all("div", class_="govuk-error-summary")
    assert summary.attributes["role"] == "alert"
    targets = [link.attributes["href"].removeprefix("#") for link in summary.all("a")]
    fields = ["name", "email", "given_on", "note", "municipality", "channel_0", "points_0", "agreed", "paper"]
    assert targets == [f"id_{name}" for name in fields]
    controls = {control.attributes.get("id") for control in page.all("input", "select", "textarea")}
    assert set(targets) <= controls


def test_errors_of_the_whole_form_and_of_hidden_fields_stand_in_the_summary_without_a_link() -> None:
    (summary,) = form_page(EveryField(WRONG)).all("div", class_="govuk-error-summary")
    plain = [item.text() for item in summary.all("li") if not item.all("a")]
    assert plain == ["Vul een telefoonnummer of een e-mailadres in.", "Dit veld is verplicht."]


def test_one_summary_gathers_the_errors_of_several_forms() -> None:
    forms_of_page = [EveryField(WRONG, prefix="a"), EveryField(WRONG, prefix="b")]
    summary = component("error_summary", forms=forms_of_page, has_errors=True)
    targets = [link.attributes["href"] for link in summary.all("a")]
    assert "#id_a-channel_0" in targets
    assert "#id_b-channel_0" in targets
    assert len(summary.all("div", class_="govuk-error-summary")) == 1


def test_what_someone_typed_is_text_and_nothing_else() -> None:
    page = form_page(EveryField(WRONG))
    assert not page.all("script")
    assert page.all("input", id="id_email")[0].attributes["value"] == ATTACK
    assert ATTACK in [option.text() for option in page.all("option", "label")]
    for name, context in {
        "tag": {"text": ATTACK, "tone": "info"},
        "notification": {"text": ATTACK, "tone": "error"},
        "summary_list": {"rows": [{"label": ATTACK, "value": ATTACK, "url": "/x/"}]},
        "task_list": {"items": [{"title": ATTACK, "hint": ATTACK, "status": ATTACK, "tone": "info"}], "list": "gate"},
        "empty_state": {"title": ATTACK, "text": ATTACK},
        "obstacle_list": {"obstacles": [SimpleNamespace(code=ATTACK, sentence=ATTACK, source=ATTACK)]},
    }.items():
        assert ATTACK in component(name, **context).text(), name


def test_the_browser_does_not_come_before_our_own_errors_and_shows_no_placeholder() -> None:
    for control in form_page(EveryField()).all("input", "select", "textarea"):
        assert "required" not in control.attributes
        assert "placeholder" not in control.attributes


def test_nothing_typed_is_cut_without_a_word_or_read_by_a_spelling_check() -> None:
    """A browser that checks spelling may send what it reads to its maker."""
    typed = [
        control
        for control in form_page(EveryField()).all("input", "textarea")
        if control.attributes.get("type", "text") in TYPED
    ]
    assert len(typed) > 3
    assert {control.attributes.get("spellcheck") for control in typed} == {"false"}
    assert not [control for control in typed if "maxlength" in control.attributes]


def test_a_password_can_be_shown_where_scripts_run_and_each_button_says_which() -> None:
    page = form_page(PasswordForm())
    (button,) = page.all("button")
    assert button.text() == "Tonen: Kies een nieuw wachtwoord"
    assert {"hidden", "data-shows"} <= button.attributes.keys()
    assert page.all("input", id=button.attributes["data-shows"])[0].attributes["type"] == "password"


def test_classes_and_autocomplete_of_a_widget_are_kept() -> None:
    page = form_page(EveryField())
    assert page.all("input", id="id_phone")[0].attributes["class"].split() == ["govuk-input", "govuk-input--width-10"]
    assert page.all("input", id="id_name")[0].attributes["autocomplete"] == "off"


def test_only_a_field_that_may_stay_empty_says_so() -> None:
    marked = [e.text() for e in form_page(EveryField()).all("label", "legend") if "(niet verplicht)" in e.text()]
    assert marked == ["Phone (niet verplicht)", "Extra (niet verplicht)"]


def test_the_sign_in_form_is_written_by_our_own_template() -> None:
    page = parsed(render_to_string("account/login.html", {"form": LoginForm(), "redirect_field": ""}))
    (form,) = page.all("form")
    visible = [control for control in form.all("input") if control.attributes["type"] != "hidden"]
    assert [control.attributes["autocomplete"] for control in visible] == ["email", "current-password"]
    assert all("govuk-input" in control.attributes["class"] for control in visible)
    assert [label.text() for label in form.all("label")] == ["E-mailadres", "Wachtwoord"]


@pytest.mark.parametrize(
    ("tone", "role"), [("success", "status"), ("info", "status"), ("warning", "status"), ("error", "alert")]
)
def test_only_bad_news_interrupts_a_screen_reader(tone: str, role: str) -> None:
    (box,) = component("notification", text="De mailbox antwoordt niet.", tone=tone).all("div")
    assert box.attributes["role"] == role
    assert box.text().endswith("De mailbox antwoordt niet.")


def test_the_page_to_check_shows_zero_line_breaks_and_what_is_missing() -> None:
    rows = [
        {"label": "Adres", "value": "Dorp 1\n2260 Westerlo", "url": "/x/"},
        {"label": "Dagen", "value": 0},
        {"label": "E-mail", "value": ""},
    ]
    page = component("summary_list", rows=rows)
    address, days, missing = page.all("dd", class_="govuk-summary-list__value")
    assert len(address.all("br")) == 1
    assert [days.text(), missing.text()] == ["0", "niet ingevuld"]
    assert [link.text() for link in page.all("a")] == ["Wijzigen: Adres"]


def test_each_obstacle_stands_with_its_source() -> None:
    obstacle = SimpleNamespace(code="protocol_missing", sentence="Er is geen protocol.", source="protocol art. 4")
    (item,) = component("obstacle_list", obstacles=[obstacle]).all("li")
    assert item.text() == "Er is geen protocol. Bron: protocol art. 4"


def test_a_task_is_a_link_only_when_it_leads_somewhere() -> None:
    items = [
        {"title": "Advies", "url": "/x/", "status": "ontbreekt", "tone": "error"},
        {"title": "Mailbox", "status": "in orde", "tone": "success"},
    ]
    page = component("task_list", items=items, list="gate")
    assert [link.text() for link in page.all("a")] == ["Advies"]
    assert [tag.text() for tag in page.all("strong", class_="app-tag")] == ["ontbreekt", "in orde"]


def test_a_task_is_heard_with_its_hint_and_status() -> None:
    items = [{"title": "Advies", "url": "/x/", "hint": "De DPO", "status": "ontbreekt", "tone": "error"}]
    page = component("task_list", items=items, list="gate")
    described = page.all("a")[0].attributes["aria-describedby"].split()
    assert [page.all("div", id=one)[0].text() for one in described] == ["De DPO", "ontbreekt"]


def test_a_list_of_one_page_offers_nothing_to_leaf_through() -> None:
    assert not component("pagination", older_url="", newer_url="").children
    page = component("pagination", older_url="/lijst/?voor=7", newer_url="")
    assert [link.attributes["href"] for link in page.all("a")] == ["/lijst/?voor=7"]


def whole_page(**context: Any) -> Element:
    frame = {"PRODUCT_NAME": "Aanmelden", "navigation": [], "footer_links": [], "messages": [], "redirect_field": ""}
    return parsed(render_to_string("account/login.html", frame | context))


def test_the_title_says_first_that_something_is_wrong() -> None:
    assert whole_page(form=EveryField()).all("title")[0].text() == "Inloggen – Aanmelden"
    assert whole_page(form=EveryField(WRONG)).all("title")[0].text() == "Fout: Inloggen – Aanmelden"
    assert whole_page(form=EveryField(), has_errors=True).all("title")[0].text() == "Fout: Inloggen – Aanmelden"


def test_the_title_says_which_page_of_a_list_it_is() -> None:
    pages = Paginator(range(30), 10)
    title = whole_page(form=EveryField(), page=pages.page(2)).all("title")[0].text()
    assert title == "Inloggen (pagina 2 van 3) – Aanmelden"
    assert "pagina" not in whole_page(form=EveryField(), page=Paginator(range(5), 10).page(1)).all("title")[0].text()


def test_the_frame_is_dutch_and_lets_one_skip_to_the_content() -> None:
    page = whole_page(form=EveryField())
    assert page.all("html")[0].attributes["lang"] == "nl-BE"
    assert page.all("a")[0].attributes["href"] == "#main"
    assert len(page.all("main", id="main")) == 1


def test_the_frame_shows_where_one_is_who_one_is_and_what_happened() -> None:
    page = whole_page(
        form=EveryField(),
        user=SimpleNamespace(is_authenticated=True, __str__=lambda: ""),
        navigation=[
            {"url": "/a/", "label": "Aanmeldingen", "is_current": True},
            {"url": "/b/", "label": "Logboek", "is_current": False},
        ],
        footer_links=[{"url": "/privacy/", "label": "Privacy"}],
        messages=[Message(constants.SUCCESS, "Verstuurd."), Message(constants.ERROR, "Mislukt.")],
    )
    menu = page.all("nav", aria_label="Menu")[0].all("a")
    assert [link.text() for link in menu if "aria-current" in link.attributes] == ["Aanmeldingen"]
    assert page.all("header")[0].all("form")[0].attributes["method"] == "post"
    assert [link.text() for link in page.all("footer")[0].all("a")] == ["Privacy"]
    assert [box.attributes["role"] for box in page.all("div", class_="app-notification")] == ["status", "alert"]


def test_the_page_for_our_own_faults_needs_nothing_that_can_be_broken() -> None:
    page = parsed(render_to_string("500.html"))
    assert page.all("h1")[0].text() == "Er ging iets mis bij ons"


@pytest.mark.parametrize(
    "name", ["400", "403", "403_csrf", "404", "429", "account/account_inactive", "account/signup_closed"]
)
def test_a_page_that_says_no_has_one_title_and_says_what_to_do(name: str) -> None:
    page = parsed(render_to_string(f"{name}.html"))
    assert len(page.all("h1")) == 1
    assert len(page.all("main")[0].all("p")) >= 1


def sources() -> list[Any]:
    return [
        pytest.param(path.read_text(), id=str(path.relative_to(TEMPLATES)))
        for path in sorted(TEMPLATES.rglob("*.html"))
    ]


@pytest.mark.parametrize("source", sources())
def test_no_template_holds_a_style_or_a_script(source: str) -> None:
    source = re.sub(r'<script src="{% static \'[a-z_]+\.js\' %}" defer></script>', "", source)
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", source, re.IGNORECASE)


@pytest.mark.parametrize("source", sources())
def test_every_table_has_a_caption_and_cells_that_repeat_their_column_for_small_screens(source: str) -> None:
    for table in re.findall(r"<table.*?</table>", source, re.DOTALL):
        assert re.match(r'<table class="app-table( app-table--list)?"', table)
        assert "<caption" in table
        assert [cell for cell in re.findall(r"<td\b[^>]*>", table) if "data-label=" not in cell] == []


@pytest.mark.parametrize("source", sources())
def test_every_class_of_our_own_is_in_the_style_sheet(source: str) -> None:
    build_assets.build()
    ours = set(re.findall(r'(?<=[" ])app-[a-z_-]*[a-z](?=[" {])', source))
    assert ours <= set(re.findall(r"\.(app-[a-z_-]+)", build_assets.COMPILED.read_text()))


def test_the_style_sheet_is_small_and_fetches_nothing() -> None:
    build_assets.build()
    css = build_assets.COMPILED.read_text()
    assert not re.search(r"url\(|@import|@font-face", css)
    assert len(css) < 110_000
    assert "#05c" in css or "#0055cc" in css


def test_a_second_build_has_nothing_to_do_and_a_changed_sheet_is_noticed(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_assets.build()
    assert build_assets.build() is False
    before = build_assets.digest(sorted(build_assets.ASSETS.glob("*.scss")))
    changed = tmp_path / "app.scss"
    changed.write_text((build_assets.ASSETS / "app.scss").read_text() + "\n")
    others = sorted(path for path in build_assets.ASSETS.glob("*.scss") if path.name != "app.scss")
    assert build_assets.digest(sorted([changed, *others], key=lambda path: path.name)) != before


def test_the_lock_names_no_registry() -> None:
    assert '"resolved"' not in (build_assets.ASSETS / "package-lock.json").read_text()
