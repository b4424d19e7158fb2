"""A session from its timeline to its outcome, as pure functions of elapsed time."""
