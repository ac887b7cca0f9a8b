"""Referrals on screen: the list, one being prepared, and one that has gone."""
