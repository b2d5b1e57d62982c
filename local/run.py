"""`make run`: the whole product on this computer, until Ctrl-C."""

import sys
import time

from example.accounts import ACCOUNTS, PASSWORD, SOCIAL_WORKER_WESTERLO, TEAM_MEMBER_DEMER, TEAM_MEMBER_KEMPEN
from law.roles import Role
from local.ports import PortNotUsableError, chosen_ports
from local.processes import ProgramFailedError, listen_for_stop
from local.product import AlreadyRunningError, Product, RewrittenError, default_folder

WELCOME = """
De website          {site}
De lokale mailbox   {mail_page}   (SMTP {smtp}, POP3 {pop3})

Inloggen, overal met het wachtwoord  {password}
De code daarna staat op             {codes_page}
{accounts}

Probeer dit
1. Log in als {team_member}. Bovenaan staat Cliënt aanmelden.
2. Typ Westerlo en kies Ontvanger zoeken. U ziet dat u mag aanmelden. Vul de toestemming en de gegevens in.
3. Verstuur de aanmelding. De mail ligt daarna in de lokale mailbox.
4. Log in als {social_worker} en open de aanmelding. Lees het wachtwoord.
5. Open de bijlage van de mail met 7-Zip en dat wachtwoord. Noteer een contactpoging.
6. Log in als {other_team_member} en typ Diest. U ziet waarom aanmelden daar niet mag.

Stoppen: Ctrl-C. De gegevens blijven in {folder}.
"""


def main() -> int:
    """Run until told to stop; return the exit code."""
    listen_for_stop()
    started_at = time.monotonic()
    try:
        with Product(default_folder(), chosen_ports(), tell=say) as product:
            say(welcome(product))
            say(f"Gestart in {time.monotonic() - started_at:.1f} seconden.")
            watch(product)
    except (PortNotUsableError, AlreadyRunningError, RewrittenError, ProgramFailedError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("Alles is gestopt.")
    return 0


def watch(product: Product) -> None:
    """Stay until Ctrl-C; raise ProgramFailedError when a part of the product stops by itself."""
    while True:
        product.programs.check()
        time.sleep(1)


def welcome(product: Product) -> str:
    """What to do now."""
    width = max(len(account.email) for account in ACCOUNTS)
    return WELCOME.format(
        site=product.site,
        mail_page=product.mail_page,
        smtp=product.ports.smtp,
        pop3=product.ports.pop3,
        password=PASSWORD,
        codes_page=f"{product.mail_page.rstrip('/')}/codes",
        accounts="\n".join(
            f"  {account.email:<{width}}  {Role(account.role).label}, {account.organisation}" for account in ACCOUNTS
        ),
        team_member=TEAM_MEMBER_KEMPEN.email,
        social_worker=SOCIAL_WORKER_WESTERLO.email,
        other_team_member=TEAM_MEMBER_DEMER.email,
        folder=product.folder,
    )


def say(words: str) -> None:
    """Print at once, also into a pipe."""
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
