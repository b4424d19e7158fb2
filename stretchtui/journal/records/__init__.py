"""Session records as documents, and the order in which they replace each other."""
