"""Procedures as they should go, cases as they went, and the clock that binds them; blind to measures."""
