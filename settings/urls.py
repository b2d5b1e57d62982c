"""All addresses. Paths are Dutch, names English."""

from allauth.account import views as sign_in
from django.urls import include, path

import settings.converters  # noqa: F401  # before the addresses that use them
from accounts.views import acmidm, passkeys, password, phone, second_factor
from accounts.views.sign_out import sign_out
from home import duties, help_pages
from home.page import start
from home.welcome import dismiss
from law.roles import open_to_everyone
from referrals.views import stop

urlpatterns = [
    path("", start, name="start"),
    path("welkom/gelezen/", dismiss, name="dismiss_welcome"),
    path("help/", help_pages.start, name="help"),
    path("help/waarom/", help_pages.reasons, name="help_reasons"),
    path("help/<slug:slug>/", help_pages.page, name="help_page"),
    path("contact/", duties.contact, name="contact"),
    path("privacy/", duties.privacy, name="privacy"),
    path("cookies/", duties.cookies, name="cookies"),
    path("toegankelijkheid/", duties.accessibility, name="accessibility"),
    path("veiligheid/", duties.security, name="security"),
    path(".well-known/security.txt", duties.security_txt, name="security_txt"),
    path("stop/", stop.stop, name="stop"),
    path("stop/<slug:language>/", stop.stop, name="stop_in"),
    path("stop/<slug:language>/ontvangen/", stop.received, name="stop_received"),
    path("inloggen/", open_to_everyone(sign_in.login), name="account_login"),
    path("inloggen/passkey/", passkeys.sign_in_with_passkey, name="mfa_login_webauthn"),
    path("inloggen/acmidm/", acmidm.go, name="acmidm_go"),
    path("inloggen/acmidm/terug/", acmidm.come_back, name="acmidm_return"),
    path("inloggen/bevestigen/acmidm/", acmidm.prove, name="acmidm_prove"),
    path("inloggen/code/", second_factor.give_code, name="mfa_authenticate"),
    path("inloggen/bevestigen/", second_factor.give_password_again, name="account_reauthenticate"),
    path("inloggen/bevestigen/code/", second_factor.give_code_again, name="mfa_reauthenticate"),
    path("inloggen/bevestigen/passkey/", passkeys.give_passkey_again, name="mfa_reauthenticate_webauthn"),
    path("inloggen/wachtwoord-vergeten/", password.lost_password, name="account_reset_password"),
    path("inloggen/wachtwoord-vergeten/gevraagd/", password.lost_password_asked, name="lost_password_asked"),
    path("inloggen/nieuw-wachtwoord/", password.choose_password, name="choose_password"),
    path("inloggen/telefoon-kwijt/", phone.lost_phone, name="lost_phone"),
    path("uitloggen/", sign_out, name="account_logout"),
    path("account-niet-actief/", open_to_everyone(sign_in.account_inactive), name="account_inactive"),
    path("mijn-account/", include("accounts.urls")),
    path("mijn-account/wachtwoord/", password.change_password, name="account_change_password"),
    path("mijn-account/app/", second_factor.index, name="mfa_index"),
    path("mijn-account/app/koppelen/", second_factor.link_app, name="mfa_activate_totp"),
    path("mijn-account/app/loskoppelen/", second_factor.unlink_app, name="mfa_deactivate_totp"),
    path("mijn-account/passkeys/toevoegen/", passkeys.add_passkey, name="mfa_add_webauthn"),
    path("mijn-account/passkeys/<int:pk>/naam/", passkeys.rename_passkey, name="mfa_edit_webauthn"),
    path("mijn-account/passkeys/<int:pk>/verwijderen/", passkeys.remove_passkey, name="mfa_remove_webauthn"),
    path("mijn-account/reservecodes/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path("mijn-account/reservecodes/nieuw/", second_factor.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("organisaties/", include("directory.urls")),
    path("logboek/", include("audit.urls")),
    path("verzendingen/", include("outbox.urls")),
    path("overeenkomsten/", include("agreements.urls")),
    path("overeenkomsten/", include("paper_import.urls")),
    path("gbo/", include("gbo.urls")),
    path("gegevenslekken/", include("breaches.urls")),
    path("aanmeldingen/", include("referrals.urls")),
    path("opvolging/", include("ocmw_intake.urls")),
    path("cijfers/", include("figures.urls")),
    path("", include("upkeep.urls")),
]

handler500 = "home.failed.failed"
