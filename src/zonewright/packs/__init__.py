"""A pack: the measures of one zone, each tied to the words it comes from; its files and its ledger."""
