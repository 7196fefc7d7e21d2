"""Which keys are taken, and which are refused, each with its own sentence."""

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import WrongWords
from store.workspace.keys import AccessKey
from store.workspace.public_key import cleaned, parse, weak
from tests.for_each import for_each
from tests.store.workspace.public_keys import SK_ECDSA, SK_ED25519, ed25519, line, point, rsa

#: The key, and its size.
GOOD = {
    "ed25519": (ed25519(), 256),
    "without a comment": (ed25519(comment=""), 256),
    "with lines about it": (f"# mine\r\n\r\n{ed25519()}\r\n", 256),
    "with blanks around it": (f"  {ed25519().replace(' ', '   ')}  ", 256),
    "on a token": (line(SK_ED25519, bytes(32), "ssh:"), 256),
    "nistp256": (line("ecdsa-sha2-nistp256", "nistp256", point(256)), 256),
    "nistp384": (line("ecdsa-sha2-nistp384", "nistp384", point(384)), 384),
    "nistp521": (line("ecdsa-sha2-nistp521", "nistp521", point(521)), 521),
    "nistp256 on a token": (line(SK_ECDSA, "nistp256", point(256), "ssh:acme"), 256),
    "rsa": (rsa(3072), 3072),
    "the shortest rsa": (rsa(2048), 2048),
    "the longest rsa": (rsa(16384), 16384),
}
#: What is given, and what the sentence about it has.
BAD = {
    "nothing": ("", "no key"),
    "only a remark": ("# later\n", "no key"),
    "a private key": ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n", "private key"),
    "a private key behind a public one": (f"{ed25519()}\n-----BEGIN RSA PRIVATE KEY-----\n", "private key"),
    "a private key of PuTTY": ("PuTTY-User-Key-File-3: ssh-ed25519\n", "private key"),
    "the form of RFC 4716": ("---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n", "another program"),
    "PEM": ("-----BEGIN PUBLIC KEY-----\nAAAA\n", "another program"),
    "two keys": (f"{ed25519()}\n{ed25519(2)}\n", "2 lines"),
    "a line without an end": (f"{ed25519()} {'x' * 9000}", "longer than any key"),
    "an option": (f"no-pty {ed25519()}", '"no-pty"'),
    "a command": (f'command="x ssh-rsa" {ed25519()}', "Options"),
    "an authority": (f"cert-authority {ed25519()}", "Options"),
    "ssh-dss": (line("ssh-dss", 1, 1, 1, 1), "too weak"),
    "an option before ssh-dss": (f"no-pty {line('ssh-dss', 1, 1, 1, 1)}", "Options"),
    "a certificate": (line("ssh-ed25519-cert-v01@openssh.com", bytes(32)), "certificate"),
    "the first version": ("1024 65537 1234567 ana", "first version"),
    "another type": (line("ssh-xmss@openssh.com", bytes(32)), "no type of key"),
    "a type alone": ("ssh-ed25519", "missing"),
    "half of it": (ed25519(comment="")[:-7], "not whole"),
    "letters that are none of base64": ("ssh-ed25519 AAAA*AAA", "not whole"),
    "bits that mean nothing": (line("ecdsa-sha2-nistp256", "nistp256", point(256)).replace("A=", "B="), "not whole"),
    "a link in its place": ("ssh-ed25519 https://example.org/ana.keys", "not whole"),
    "another sort inside": (line("ssh-ed25519", bytes(32), called="ssh-rsa"), "another sort"),
    "too short": (line("ssh-ed25519", bytes(31)), "what its type says"),
    "too long": (line("ssh-ed25519", bytes(33)), "what its type says"),
    "something behind it": (line("ssh-ed25519", bytes(32), more=b"\0"), "what its type says"),
    "a length beyond its end": (line("ssh-ed25519", more=b"\xff\xff\xff\xffxx"), "what its type says"),
    "a length cut off": (line("ssh-ed25519", more=b"\0\0"), "what its type says"),
    "no length": (line("ssh-ed25519"), "what its type says"),
    "another curve": (line("ecdsa-sha2-nistp256", "nistp384", point(384)), "what its type says"),
    "a point of another curve": (line("ecdsa-sha2-nistp256", "nistp256", point(384)), "what its type says"),
    "a compressed point": (line("ecdsa-sha2-nistp256", "nistp256", point(256, first=2)), "what its type says"),
    "a token for nobody": (line(SK_ED25519, bytes(32), ""), "what its type says"),
    "a token for something odd": (line(SK_ED25519, bytes(32), b"ssh:\n"), "what its type says"),
    "rsa of 1024": (rsa(1024), "1024 bits"),
    "rsa of one bit too few": (rsa(2047), "2047 bits"),
    "rsa of too many": (line("ssh-rsa", 65537, 1 << 16384 | 1), "16385 bits"),
    "rsa that encrypts nothing": (rsa(2048, exponent=1), "what its type says"),
    "an even exponent": (rsa(2048, exponent=4), "what its type says"),
    "an even modulus": (line("ssh-rsa", 65537, 1 << 2047), "what its type says"),
    "a negative modulus": (line("ssh-rsa", 65537, b"\x80" + bytes(255)), "what its type says"),
    "a padded modulus": (line("ssh-rsa", 65537, bytes(1) + b"\x40" + bytes(255)), "what its type says"),
}


@for_each("case", GOOD)
def test_what_is_taken(case: str):
    text, bits = GOOD[case]
    key = parse(text)
    assert (key.bits, key.type, key.blob) == (bits, *text.replace("# mine", "").split()[:2])


@for_each("case", BAD)
def test_what_is_refused_says_what_it_is(case: str):
    text, said = BAD[case]
    with pytest.raises(WrongWords) as refused:
        parse(text)
    assert said in str(refused.value)


def test_only_a_short_rsa_key_is_called_weak():
    assert [weak(parse(text)) is not None for text in (rsa(2048), rsa(3072), ed25519())] == [True, False, False]


@given(st.binary(max_size=80))
def test_whatever_stands_in_the_base64_is_taken_or_refused(data: bytes):
    with pytest.raises(WrongWords):
        parse(f"ssh-rsa {base64.b64encode(data).decode()}")


def test_a_comment_is_one_line_that_shows_what_it_is():
    assert cleaned("ana\x1b[2J\t at\u202e laptop\x00\x85 ") == "ana [2J at laptop"
    assert cleaned("李雷的笔记本") == "李雷的笔记本"
    assert len(cleaned("x" * 500)) == 80


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no ssh-keygen")
@pytest.mark.parametrize("sort", ["ed25519", "ecdsa -b 256", "ecdsa -b 384", "ecdsa -b 521", "rsa -b 2048"])
def test_real_keys_are_told_as_ssh_keygen_tells_them(tmp_path: Path, sort: str):
    file = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-N", "", "-C", "ana@pc", "-f", file, "-t", *sort.split()], check=True)
    key = parse(file.with_suffix(".pub").read_text())
    told = subprocess.run(["ssh-keygen", "-lf", file], capture_output=True, text=True, check=True).stdout.split()
    held = AccessKey("ana", key.type, key.blob, key.comment, key.bits)
    assert [str(held.bits), held.fingerprint, held.comment] == told[:3]
    with pytest.raises(WrongWords):
        parse(file.read_text())


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no ssh-keygen")
@pytest.mark.parametrize("case", ["on a token", "rsa", "the longest rsa"])
def test_what_is_taken_openssh_reads_too(tmp_path: Path, case: str):
    file = tmp_path / "key.pub"
    file.write_text(GOOD[case][0] + "\n")
    told = subprocess.run(["ssh-keygen", "-lf", file], capture_output=True, text=True, check=True)
    assert told.stdout.startswith(f"{GOOD[case][1]} SHA256:")
