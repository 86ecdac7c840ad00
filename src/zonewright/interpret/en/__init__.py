"""How English policy texts are cut into provisions and their figures read."""
