"""Why a question is asked stands beside it, in the words of the guide."""

import pytest
from django.urls import reverse

from agreements.forms.mailbox import MailboxForm
from agreements.forms.papers import AgreementForm, DpoAdviceForm, NewAgreementForm, ProtocolForm, SignatureForm
from consent.forms import ConsentForm
from home import guide, why
from law.roles import Role
from referrals.forms.filing import IdentificationForm, PlaceForm
from tests.builders.accounts import a_user
from tests.builders.directory import a_team

FORMS = [
    PlaceForm, IdentificationForm, ConsentForm, AgreementForm, NewAgreementForm, ProtocolForm, SignatureForm,
    DpoAdviceForm, MailboxForm,
]  # fmt: skip


def test_every_reason_of_the_guide_stands_beside_a_question_that_is_asked():
    assert {form.__name__ for form in FORMS} == why.GROUPS.keys()
    asked = {(why.GROUPS[form.__name__], str(field.label)) for form in FORMS for field in form.base_fields.values()}
    assert set(guide.parts_of(why.PAGE)) <= asked


@pytest.mark.django_db
def test_a_question_says_why_below_it_and_one_of_another_form_says_nothing(signed_in):
    member = signed_in(a_user(Role.TEAM_MEMBER, a_team()))
    page = member.get(reverse("referrals:file")).text
    assert page.count("Waarom vragen wij dit?") == 1
    assert "beslist wie de gegevens krijgt" in page
    assert "Waarom vragen wij dit?" not in member.get(reverse("referrals:returning")).text
