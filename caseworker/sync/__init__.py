"""Several laptops, one record: how commits merge, and who may write them. No keys, no carriers."""
