"""Referrals: a need finds a provider, nothing goes along unnamed, and the answer comes back."""
