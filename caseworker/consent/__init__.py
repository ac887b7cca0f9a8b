"""Consent and the other bases: who may say it, what stands, what a gate lets through."""
