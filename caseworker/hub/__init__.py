"""The hub: keeps sealed batches for many centres and can read none (docs/formats/hub-api.md)."""
