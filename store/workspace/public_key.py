"""One public key of SSH, as `ssh-keygen` writes it into a file that ends in .pub: read, checked, and taken apart.

``TYPE BASE64 COMMENT``. What stands in the base64 is held to the form on the wire: RFC 4253 6.6 (rsa), RFC 8709
(ed25519), RFC 5656 3.1 (ecdsa), and OpenSSH's PROTOCOL.u2f (the types with sk-, whose secret is in a token).
"""

import base64
import re
import unicodedata

import msgspec

from store.errors import WrongWords
from store.words import Words

#: A line is at most so long: a key of 16384 bits with a comment.
LONGEST = 8192
#: Bits of an RSA key: fewer are broken one day, more OpenSSH does not read; what is to be had costs nothing more.
LEAST_RSA, MOST_RSA, GOOD_RSA = 2048, 16384, 3072
#: A comment is cut to so many characters.
COMMENT = 80
_CURVES = {"nistp256": 256, "nistp384": 384, "nistp521": 521}
_ED25519, _RSA = "ssh-ed25519", "ssh-rsa"
_SK_ED25519, _SK_ECDSA = "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"
#: The types that are taken.
TYPES = (_ED25519, _SK_ED25519, *(f"ecdsa-sha2-{curve}" for curve in _CURVES), _SK_ECDSA, _RSA)
#: What begins so holds the secret half.
_PRIVATE = re.compile(r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|PuTTY-User-Key-File-|SSH PRIVATE KEY FILE FORMAT")
_OTHER_FORM = re.compile(r"---- ?-?BEGIN ")
_CERTIFICATE = re.compile(r"[\w@.-]+-cert-v0[01]@openssh\.com")


class PublicKey(msgspec.Struct, frozen=True):
    """``blob`` is the base64 as OpenSSH writes it, ``bits`` the size as `ssh-keygen -l` tells it."""

    type: str
    blob: str
    comment: str
    bits: int


def parse(text: str) -> PublicKey:
    """The one key that a text holds; lines that begin with # are none. Raises `WrongWords`, which says what it is."""
    if _PRIVATE.search(text):
        raise WrongWords(
            "This is a private key, which nobody but its owner ever sees. What is wanted is the file beside it that "
            "ends in .pub. If others have read this one by now, make a new pair"
        )
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if not lines:
        raise WrongWords("There is no key in that")
    if _OTHER_FORM.match(lines[0]):
        raise WrongWords("This key is in the form of another program. `ssh-keygen -i -f FILE` writes it as one line")
    if len(lines) > 1:
        raise WrongWords("These are {count} lines, and a key is one. Give one key at a time", count=len(lines))
    if len(lines[0]) > LONGEST:
        raise WrongWords("This line is longer than any key")
    type, blob, comment = (*lines[0].split(maxsplit=2), "", "")[:3]
    if type not in TYPES:
        raise _no_type(type, lines[0].split())
    wire = _Wire(_decoded(blob))
    if wire.text() != type:
        raise WrongWords("What is called {type} there is another sort of key inside", type=type)
    bits = _bits(type, wire)
    wire.end()
    return PublicKey(type, blob, cleaned(comment), bits)


def cleaned(comment: str) -> str:
    """A comment in one line of what can be seen: no control characters, nothing that turns text round."""
    seen = (" " if letter.isspace() or unicodedata.category(letter)[0] in "CZ" else letter for letter in comment)
    return " ".join("".join(seen).split())[:COMMENT].strip()


def _no_type(type: str, words: list[str]) -> WrongWords:
    """Why that is not taken where the type of a key should stand."""
    if type == "ssh-dss":
        return WrongWords("A key of the type ssh-dss is too weak: make a new one of the type ssh-ed25519")
    if _CERTIFICATE.fullmatch(type):
        return WrongWords("This is a certificate. What is wanted is the key alone, from the file without -cert in it")
    known = {*TYPES, "ssh-dss"}
    if any(word in known or _CERTIFICATE.fullmatch(word) for word in words[1:]):
        return WrongWords(
            'Options stand before the key ("{word}"), and what a key may do is said by Concord alone. Leave them out',
            word=type[:40],
        )
    if len(words) > 2 and words[0].isdigit():
        return WrongWords("This is a key of the first version of SSH, which nobody speaks any more")
    return WrongWords('"{word}" is no type of key. There are: {types}', word=type[:40], types=[*TYPES])


def _decoded(blob: str) -> bytes:
    if not blob:
        raise WrongWords("Behind the type of the key the key itself is missing")
    try:
        data = base64.b64decode(blob, validate=True)
        if base64.b64encode(data).decode() != blob:  # bits at its end that mean nothing: sshd says it otherwise
            raise ValueError
        return data
    except ValueError:
        raise WrongWords("The key is not whole: its base64 does not read. Was it cut while being copied?") from None


def _bits(type: str, wire: "_Wire") -> int:
    """The size of the key behind its type; all of it is read, and held to what it has to be."""
    if type == _RSA:
        exponent, modulus = wire.number(), wire.number()
        bits = modulus.bit_length()
        if not LEAST_RSA <= bits <= MOST_RSA:
            raise WrongWords(
                "An RSA key of {bits} bits is not taken; it has from {least} to {most}. Better: one of ssh-ed25519",
                bits=bits,
                least=LEAST_RSA,
                most=MOST_RSA,
            )
        if exponent < 3 or not exponent & modulus & 1:
            raise _not_whole()
        return bits
    if type in (_ED25519, _SK_ED25519):
        if len(wire.part()) != 32:
            raise _not_whole()
        bits = 256
    else:
        curve = type.partition("@")[0].rpartition("-")[2]
        bits = _CURVES[curve]
        if wire.text() != curve:
            raise _not_whole()
        point = wire.part()
        if len(point) != 1 + 2 * -(-bits // 8) or point[0] != 4:  # 4: not compressed, all that OpenSSH reads
            raise _not_whole()
    if type.startswith("sk-") and not wire.text():  # for whom the token answers
        raise _not_whole()
    return bits


class _Wire:
    """Bytes as RFC 4251 5 writes them, read from the front. Raises `WrongWords` where they are not that."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def part(self) -> bytes:
        begin = self._at + 4
        end = begin + int.from_bytes(self._data[self._at : begin])
        if end > len(self._data) or begin > len(self._data):
            raise _not_whole()
        self._at = end
        return self._data[begin:end]

    def text(self) -> str:
        found = self.part()
        if not re.fullmatch(rb"[\x21-\x7e]{0,256}", found):
            raise _not_whole()
        return found.decode()

    def number(self) -> int:
        """A whole number above zero, written as short as it goes."""
        found = self.part()
        if not found or found[0] & 0x80 or (found[0] == 0 and not (len(found) > 1 and found[1] & 0x80)):
            raise _not_whole()
        return int.from_bytes(found)

    def end(self) -> None:
        if self._at != len(self._data):
            raise _not_whole()


def weak(key: PublicKey) -> Words | None:
    """What to say of a key that is taken and might be better."""
    if key.type != _RSA or key.bits >= GOOD_RSA:
        return None
    return Words(
        "An RSA key of {bits} bits will do for now; {good} or ssh-ed25519 is better", bits=key.bits, good=GOOD_RSA
    )


def _not_whole() -> WrongWords:
    return WrongWords("The key is not whole: what its base64 holds is not what its type says")
