"""Data rights: wishes and their answers, the copy of a record, who used it, who may see it."""
