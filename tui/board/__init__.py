"""The board: four linked panes and the chosen record."""
