"""From policy text to provisions and a draft pack, by rules that never invent."""
