"""The edge where files and tables enter: text, profiles and small tables, with clear refusals."""
