"""The facts that conditions may test: their names, types, units, questions, and how some follow from others."""
