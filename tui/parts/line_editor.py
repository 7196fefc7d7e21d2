"""A line being typed: its text, where the cursor stands, and what the keys of editing do to it."""

from rich.cells import cell_len

from tui.text.cells import broken, fit
from tui.text.line import Line
from tui.text.safe import safe


class Typing:
    """Text and cursor. ``lines`` lets a line break be typed (Ctrl-J) and pasted."""

    def __init__(self, text: str = "", *, lines: bool = False) -> None:
        self.text = text
        self.at = len(text)
        self.lines = lines

    def put(self, text: str) -> None:
        """Type or paste at the cursor."""
        if not self.lines:
            text = " ".join(text.split("\n"))
        self.text = self.text[: self.at] + text + self.text[self.at :]
        self.at += len(text)

    def clear(self) -> None:
        """Nothing is typed."""
        self.text, self.at = "", 0

    def key(self, key: str, character: str | None) -> bool:
        """Do what that key does to a line; False where it does nothing here."""
        if character is not None and character.isprintable():
            self.put(character)
            return True
        edit = getattr(self, f"_{key.replace('+', '_')}", None)
        if edit is None:
            return False
        return edit() is not False

    def _left(self) -> None:
        self.at = max(0, self.at - 1)

    def _right(self) -> None:
        self.at = min(len(self.text), self.at + 1)

    def _home(self) -> None:
        self.at -= self._here()[2]

    def _end(self) -> None:
        lines, row, letters = self._here()
        self.at += len(lines[row]) - letters

    _ctrl_a, _ctrl_e = _home, _end

    def _backspace(self) -> None:
        if self.at:
            self.text = self.text[: self.at - 1] + self.text[self.at :]
            self.at -= 1

    _ctrl_h = _backspace

    def _delete(self) -> None:
        self.text = self.text[: self.at] + self.text[self.at + 1 :]

    def _ctrl_u(self) -> None:
        self.text, self.at = self.text[self.at :], 0

    def _ctrl_k(self) -> None:
        self.text = self.text[: self.at]

    def _ctrl_w(self) -> None:
        kept = self.text[: self.at].rstrip()
        kept = kept[: kept.rfind(" ") + 1]
        self.text, self.at = kept + self.text[self.at :], len(kept)

    def _ctrl_j(self) -> bool:
        if self.lines:
            self.put("\n")
        return self.lines

    # A text of several lines

    def _up(self) -> bool:
        return self._to_line(-1)

    def _down(self) -> bool:
        return self._to_line(1)

    def _here(self) -> tuple[list[str], int, int]:
        """The lines, which of them the cursor is in, and how many letters of it stand before the cursor."""
        before = self.text[: self.at].split("\n")
        return self.text.split("\n"), len(before) - 1, len(before[-1])

    def _to_line(self, by: int) -> bool:
        """To the same column of another line; False where there is none."""
        lines, row, letters = self._here()
        if not 0 <= row + by < len(lines):
            return False
        column, at = cell_len(lines[row][:letters]), 0
        while at < len(lines[row + by]) and cell_len(lines[row + by][: at + 1]) <= column:
            at += 1
        self.at = sum(len(line) + 1 for line in lines[: row + by]) + at
        return True

    # What is shown

    def drawn(self, width: int) -> tuple[Line, int]:
        """The part of the line around the cursor in ``width`` cells, the cursor marked, and the cursor's column."""
        return _around(self.text, self.at, width)

    def drawn_lines(self, width: int, most: int) -> tuple[list[Line], int, int]:
        """The rows around the cursor, at most so many, and the cursor's column and row among them.

        A long line of a text goes on in the next row; any other is shown around the cursor.
        """
        lines, at, letters = self._here()
        rows, here = list[str](), 0
        for n in range(max(0, at - most), min(len(lines), at + most + 1)):
            parts = broken(lines[n], width - 1) if self.lines else [lines[n]]
            if n == at:
                here = len(rows)
                while letters >= len(parts[here - len(rows)]) and here - len(rows) < len(parts) - 1:
                    letters -= len(parts[here - len(rows)])
                    here += 1
            rows += parts
        top = max(0, min(here - most // 2, len(rows) - most))
        shown: list[Line] = [
            [(fit(safe(row.rstrip(" ")), width).rstrip(" "), "strong")] for row in rows[top : top + most]
        ]
        shown[here - top], column = _around(rows[here], letters, width)
        return shown, column, here - top


def _around(text: str, at: int, width: int) -> tuple[Line, int]:
    before, under, after = safe(text[:at]), safe(text[at : at + 1]) or " ", safe(text[at + 1 :])
    room = max(1, width - cell_len(under))
    while cell_len(before) > room:
        before = before[max(1, (cell_len(before) - room) // 2) :]
    shown = ""
    left = room - cell_len(before)
    for letter in after:
        left -= cell_len(letter)
        if left < 0:
            break
        shown += letter
    if not shown and left > 0:
        shown = " "  # so that the cursor is one cell and not the rest of the line
    return [(before, "strong"), (under, "chosen"), (shown, "strong")], cell_len(before)
