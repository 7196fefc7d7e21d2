"""The terminal itself: bytes in, bytes out; all that leans on Textual's inside."""
