"""The desk: the only door from the screen to the store, and what one sitting at it remembers."""
