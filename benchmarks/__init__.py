"""Side by side with peers: one command, the same conditions, equal answers before any time is shown."""
