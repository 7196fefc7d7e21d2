"""What keys do to records, for whoever shows them: board, room or search."""
