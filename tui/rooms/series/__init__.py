"""The room of a series of meetings: its next days, each moved, changed, cancelled or handed on by a key."""
