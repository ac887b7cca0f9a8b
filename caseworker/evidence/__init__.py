"""Files that show something: what they are by their content, their bounds, what is taken out."""
