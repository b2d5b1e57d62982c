"""Set-up trusts what the system trusts, as behind an office proxy that inspects TLS with an authority of its own."""

import os
import ssl
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from local.certificate import server_context
from tests.servers import answering
from tools.build_assets import AssetsNotBuiltError, run


class Registry(BaseHTTPRequestHandler):
    """Says that it is there, as a registry does."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[str]:
    """A registry whose certificate was signed by the authority in `ca.pem`."""
    server = HTTPServer(("127.0.0.1", 0), Registry)
    server.socket = server_context(tmp_path / "ca.pem").wrap_socket(server.socket, server_side=True)
    with answering(server):
        yield f"https://localhost:{server.server_port}"


def ping(registry: str, cache: Path) -> None:
    options = [f"--registry={registry}", f"--cache={cache}", "--fetch-retries=0", "--offline=false"]
    run("npm", ["ping", *options], failed="No answer.")


def test_npm_trusts_an_authority_that_only_the_system_knows(
    registry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NODE_EXTRA_CA_CERTS", "NODE_OPTIONS", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("no_proxy", "localhost")
    public = ssl.get_default_verify_paths().cafile
    before = Path(public).read_bytes() if public else b""
    store = tmp_path / "store.pem"
    store.write_bytes(before)
    monkeypatch.setenv("SSL_CERT_FILE", str(store))
    with pytest.raises(AssetsNotBuiltError, match="certificate"):
        ping(registry, tmp_path / "cache")
    store.write_bytes(before + b"\n" + (tmp_path / "ca.pem").read_bytes())
    ping(registry, tmp_path / "cache")


def test_what_npm_was_told_in_the_environment_still_holds(
    registry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "localhost")
    monkeypatch.setenv("NODE_EXTRA_CA_CERTS", str(tmp_path / "ca.pem"))
    assert os.environ["NODE_EXTRA_CA_CERTS"]
    ping(registry, tmp_path / "cache")
