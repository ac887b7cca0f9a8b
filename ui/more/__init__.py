"""Everything else: settings, people and keys of this laptop, data rights, the centre."""
