"""Pack to plan: checks that tell all mistakes at once, rewrites that keep the meaning, examples that run."""
