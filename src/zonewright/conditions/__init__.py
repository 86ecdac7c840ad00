"""The condition language: its tree, its three truths, its meaning, its words."""
