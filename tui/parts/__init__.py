"""What board, rooms and dialogs share."""
