"""The sentences that a person reads; no keys, no flags."""
