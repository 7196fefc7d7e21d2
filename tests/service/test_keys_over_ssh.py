"""Keys given and taken away by whoever came in by one, and whom nobody comes in as."""

from pathlib import Path

import pytest

from tests.service.conftest import Serve, fingerprint
from tests.service.program import ACCOUNT
from tests.store.workspace.public_keys import ed25519


@pytest.mark.usefixtures("keys")
def test_an_admin_gives_keys_over_the_line_and_nobody_else(serve: Serve, served_workspace: Path):
    line = ed25519(4).encode()
    assert serve("keys add vi -", "bo", stdin=line).code == 4
    ran = serve("keys add vi -", "ana", stdin=line)
    assert (ran.code, ran.out.strip()) == (0, fingerprint(ed25519(4)))
    assert ed25519(4).split()[1] in (served_workspace / "keys").read_text()
    assert serve(f"keys add vi {served_workspace}/keys", "ana").code == 4
    for deed in ("print", "install"):
        assert serve(f"keys {deed}", "ana").code == 4
    assert serve("keys", "bo").out.split()[0] == "bo"
    assert serve("keys remove vi", "ana").code == 0


def test_the_account_itself_is_nobody(serve: Serve):
    ran = serve("list action", ACCOUNT)
    assert ran.code == 4
    assert "nobody's own login" in ran.err
