"""What Textual finds out anew for every message and callback, found out once for all the apps of the tests.

Which methods a class hears a message with, and how many arguments a function takes: a tenth of what an app does.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from types import CodeType
from typing import Any

from textual import _callback
from textual.message import Message
from textual.message_pump import MessagePump

#: As Textual does it.
_METHODS, _COUNTED = MessagePump._get_dispatch_methods, _callback._count_parameters


@lru_cache(None)
def _heard_with(pump: type, name: str, message: type) -> "tuple[tuple[type, tuple[Any, ...]], ...] | None":
    """Class by class; None where it depends on who has sent the message."""
    kinds, seen = [each for each in message.__mro__ if issubclass(each, Message)], set[Any]()
    found: list[tuple[type, tuple[Any, ...]]] = []
    for cls in pump.__mro__:
        methods: list[Any] = []
        decorated = cls.__dict__.get("_decorated_handlers") or {}
        for method, selectors in (each for kind in kinds for each in decorated.get(kind, ())):
            if selectors:
                return None
            if method not in seen:
                seen.add(method)
                methods.append(method)
        named = cls.__dict__.get(f"_{name}") or cls.__dict__.get(name)
        if named is not None and not getattr(named, "_textual_on", None):
            methods.append(named)
        if methods:
            found.append((cls, tuple(methods)))
    return tuple(found)


def _methods(pump: MessagePump, name: str, message: Message) -> "Iterator[tuple[type, Any]]":
    known = _heard_with(type(pump), name, type(message))
    if known is None:
        yield from _METHODS(pump, name, message)
        return
    for cls, methods in known:
        if message._no_default_action:
            break
        for method in methods:
            yield cls, method.__get__(pump, cls)


_OF_CODE: dict[tuple[CodeType, bool], int] = {}


def _counted(func: Callable[..., Any]) -> int:
    code = getattr(func, "__code__", None)
    if code is None or hasattr(func, "__wrapped__") or hasattr(func, "__signature__"):
        return _COUNTED(func)
    key = code, hasattr(func, "__self__")
    if key not in _OF_CODE:
        _OF_CODE[key] = _COUNTED(func)
    return _OF_CODE[key]


MessagePump._get_dispatch_methods = _methods  # type: ignore[method-assign,assignment]
_callback._count_parameters = _counted
