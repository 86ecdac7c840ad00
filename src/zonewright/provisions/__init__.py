"""The text: documents, their blocks, provisions with spans, and the forms in which other programs know them."""
