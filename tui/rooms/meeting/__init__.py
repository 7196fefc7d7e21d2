"""The room of a meeting: prepared, run item by item by whoever leads it, followed by all others, closed."""
