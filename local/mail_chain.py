"""A real mail server on loopback: postfix takes mail, dovecot keeps it; own folders and a throw-away authority."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

from local.certificate import make_certificate
from local.product import accepts

USERNAME, PASSWORD = "aanmelden", "geheim-voor-de-keten"
RECEIVER, RETURN = "sociaal@ocmw.example", "terugmelding@agentschap.example"
UNKNOWN = "vertrokken@ocmw.example"
"""Postfix takes it, dovecot does not know it: it comes back later."""

MASTER = """
127.0.0.1:{smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp flags=X
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""

MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = relay.test
mydestination =
mynetworks = 192.0.2.1/32
alias_maps =
recipient_delimiter = +
virtual_mailbox_domains = ocmw.example, agentschap.example
virtual_mailbox_maps = inline:{{ {{ {receiver} = x }}, {{ {unknown} = x }}, {{ {back} = x }} }}
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
smtpd_tls_chain_files = {certificate}
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth}
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_client_restrictions =
smtpd_error_sleep_time = 0
notify_classes =
"""

DOVECOT = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = required
ssl_cert = <{certificate}
ssl_key = <{certificate}
disable_plaintext_auth = yes
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%n
recipient_delimiter = +
first_valid_uid = 1
passdb {{
  driver = passwd-file
  args = username_format=%u {folder}/users
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {folder}/users
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {imap}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service auth {{
  inet_listener auth {{
    address = 127.0.0.1
    port = {auth}
  }}
}}
"""


def what_is_missing() -> str:
    """Why the chain cannot run on this computer, in a sentence; empty when it can."""
    missing = [name for name in ("postfix", "dovecot") if shutil.which(name, path=_path()) is None]
    if missing:
        return f"NO REAL MAIL SERVER WAS TRIED: {', '.join(missing)} missing (postfix dovecot-imapd dovecot-lmtpd)."
    if os.geteuid() != 0:
        return "Postfix starts as root only, and this is not root. NO REAL MAIL SERVER WAS TRIED."
    return ""


class MailChain:
    """The two servers, for as long as the `with` lasts."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="mailchain-"))
        self.folder.chmod(0o755)
        self.ca_file = str(self.folder / "ca.pem")
        self._certificate = self.folder / "localhost.pem"
        self._certificate.touch(mode=0o600)
        self._certificate.write_bytes(make_certificate(Path(self.ca_file)))
        self.smtp, self.imap, self._lmtp, self._auth = _free_ports(4)
        self._dovecot: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self._write()
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self._run("postfix", "-c", str(self.folder / "postfix"), "stop", check=False)
        if self._dovecot is not None:
            self._dovecot.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._dovecot.wait(timeout=10)
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self) -> str:
        """What both said, for a test that fails."""
        files = (self.folder / "postfix.log", self.folder / "dovecot.log", self.folder / "start.log")
        return "\n".join(file.read_text(errors="replace") for file in files if file.exists())

    def _write(self) -> None:
        values = {
            "folder": self.folder,
            "certificate": self._certificate,
            "smtp": self.smtp,
            "imap": self.imap,
            "lmtp": self._lmtp,
            "auth": self._auth,
            "receiver": RECEIVER,
            "unknown": UNKNOWN,
            "back": RETURN,
        }
        postfix = self.folder / "postfix"
        for folder in (postfix, self.folder / "queue", self.folder / "data", self.folder / "mail"):
            folder.mkdir()
        (postfix / "main.cf").write_text(MAIN.format(**values))
        (postfix / "master.cf").write_text(MASTER.format(**values).lstrip())
        os.chown(self.folder / "data", pwd.getpwnam("postfix").pw_uid, -1)
        keeper = pwd.getpwnam("nobody")
        os.chown(self.folder / "mail", keeper.pw_uid, keeper.pw_gid)
        names = (RECEIVER, RETURN, USERNAME)
        lines = [f"{name}:{{PLAIN}}{PASSWORD}:{keeper.pw_uid}:{keeper.pw_gid}::{self.folder}/mail::" for name in names]
        (self.folder / "users").write_text("\n".join(lines) + "\n")
        (self.folder / "dovecot.conf").write_text(DOVECOT.format(**values))

    def _start(self) -> None:
        with (self.folder / "start.log").open("ab") as log:
            self._dovecot = subprocess.Popen(
                ["dovecot", "-F", "-c", str(self.folder / "dovecot.conf")],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, "PATH": _path()},
                start_new_session=True,
            )
        self._run("postfix", "-c", str(self.folder / "postfix"), "start")
        ends_at = time.monotonic() + 30
        for port in (self.smtp, self.imap, self._lmtp, self._auth):
            while not accepts(port):
                assert time.monotonic() < ends_at, f"nobody listens:\n{self.log()}"
                time.sleep(0.1)

    def _run(self, *command: str, check: bool = True) -> None:
        with (self.folder / "start.log").open("ab") as log:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, "PATH": _path()},
                check=False,
                timeout=60,
            )
        assert done.returncode == 0 or not check, self.log()


def _path() -> str:
    return f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
