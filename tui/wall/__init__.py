"""The screen on the wall of the office: where the goals stand, the stand-up, the numbers, one after another."""
