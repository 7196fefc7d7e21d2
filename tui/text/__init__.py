"""Words, days, numbers and cells for screen and command line alike; nothing here draws."""
