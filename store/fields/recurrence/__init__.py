"""What comes again and again: a rule, the days on which it falls, and how people say it."""
