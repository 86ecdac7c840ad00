"""Who is entitled: one enterprise against every measure, with reasons and what is missing."""
