"""What `concord show` tells of a record beside its fields: one kind, one file, loaded when one is shown."""
