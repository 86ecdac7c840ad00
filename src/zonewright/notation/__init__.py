"""How packs are written: YAML trees whose every value knows its place, and the shapes they must have."""
