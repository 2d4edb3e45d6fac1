"""What is not the author's text: furniture, headings apart, encodings, names of strangers."""
