"""Classifications and areas with their editions and links, published lists, and tables of peers."""
