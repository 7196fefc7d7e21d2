"""The room of a retrospective: its facts, its cards, what was said about them, and what came of it."""
