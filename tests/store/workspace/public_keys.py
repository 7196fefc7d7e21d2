"""Public keys as RFC 4253, 5656 and 8709 write them, made of numbers that nobody has the secret of."""

import base64
from collections.abc import Sequence


def wire(parts: Sequence[bytes | str | int]) -> bytes:
    """Parts with their lengths before them; a number as short as it goes."""
    found = b""
    for part in parts:
        if isinstance(part, int):
            part = part.to_bytes(part.bit_length() // 8 + 1) if part else b""
        data = part.encode() if isinstance(part, str) else part
        found += len(data).to_bytes(4) + data
    return found


def line(*parts: bytes | str | int, called: str = "", comment: str = "ana@laptop", more: bytes = b"") -> str:
    """The line of a key with these parts, called by its type or otherwise."""
    return f"{called or str(parts[0])} {base64.b64encode(wire(parts) + more).decode()} {comment}".strip()


def ed25519(number: int = 1, comment: str = "ana@laptop") -> str:
    return line("ssh-ed25519", bytes([number]) * 32, comment=comment)


def rsa(bits: int, exponent: int = 65537) -> str:
    return line("ssh-rsa", exponent, 1 << (bits - 1) | 1)


def point(bits: int, first: int = 4) -> bytes:
    return bytes([first]) + bytes(2 * -(-bits // 8))


SK_ED25519, SK_ECDSA = "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"
