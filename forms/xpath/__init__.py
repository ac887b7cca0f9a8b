"""XPath 1.0 as forms use it: tokens, a syntax tree, and closures over typed values."""
