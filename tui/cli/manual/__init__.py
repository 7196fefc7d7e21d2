"""The manual: a page for `concord`, for each verb and for the form of the data, from what `--help` is made of."""
