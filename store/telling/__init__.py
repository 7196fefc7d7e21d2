"""What a kind of record tells where it has more to say than the defaults (`store.history.telling`): a file for each."""
