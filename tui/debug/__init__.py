"""`--debug LOG`: what Concord does and how long it takes, line by line, without a word of what people wrote."""
