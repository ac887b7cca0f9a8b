"""Paper: each document is plain blocks first, then typeset to PDF in the reader's language.

`blocks` says what a document consists of, one module per document builds one, `paper` typesets
any of them, and `typesetting` puts every script in its right order and letters in their shapes.
"""
