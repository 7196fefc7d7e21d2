"""Where people do something together, each full screen and live for everyone in it."""
