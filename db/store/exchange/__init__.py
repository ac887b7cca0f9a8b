"""The exchange with other laptops: batches out, batches in, and who belongs (docs/formats)."""
