"""A proxy on loopback between a client and a server: it cuts a connection after so many bytes, or holds its tongue."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

PART = 65536


class Proxy:
    """Passes on to ``port``. `cut` says where a connection ends; ``silent`` passes on no answer, ``refusing`` none."""

    def __init__(self, port: int) -> None:
        self.silent = self.refusing = False
        #: Whether what was to be cut was.
        self.was_cut = False
        #: What the client says where the count begins, after how many bytes it is cut, and whether the answer is.
        self.mark, self.after, self.back = b"", 0, True
        self._to = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self, mark: bytes, after: int, *, back: bool) -> None:
        """Cut the connection over which the client says the mark, once: after so many bytes of what it says there, or
        of what the server says ``back``."""
        self.was_cut, self.mark, self.after, self.back = False, mark, after, back

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _from = self._listening.accept()
                if self.refusing:
                    client.close()
                else:
                    _Pair(self, client, socket.create_connection(("127.0.0.1", self._to)))

    def close(self) -> None:
        """Let nobody connect any more."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


class _Pair:
    def __init__(self, proxy: Proxy, client: socket.socket, server: socket.socket) -> None:
        self.proxy, self.client, self.server = proxy, client, server
        #: So many bytes the server may still say; None where they are not counted.
        self.left: int | None = None
        for pass_on in (self._forth, self._back):
            threading.Thread(target=self._run, args=(pass_on,), daemon=True).start()

    def _run(self, pass_on: Callable[[], None]) -> None:
        with suppress(OSError):
            pass_on()
        for each in (self.client, self.server):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _forth(self) -> None:
        proxy = self.proxy
        while data := self.client.recv(PART):
            if proxy.mark and proxy.mark in data:
                proxy.mark = b""
                if proxy.back:
                    self.left = proxy.after
                elif proxy.after < len(data):
                    self.server.sendall(data[: proxy.after])
                    proxy.was_cut = True
                    return
            self.server.sendall(data)

    def _back(self) -> None:
        while data := self.server.recv(PART):
            if self.proxy.silent:
                continue
            if self.left is not None:
                if self.left < len(data):
                    self.client.sendall(data[: self.left])
                    self.proxy.was_cut = True
                    return
                self.left -= len(data)
            self.client.sendall(data)
