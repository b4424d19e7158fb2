"""What the person sees, one module a screen; only screens talk to the journal."""
