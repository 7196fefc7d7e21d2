"""The stand-up: my own entry, filled in beforehand, and the room in which all of them are gone through together."""
