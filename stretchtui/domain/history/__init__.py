"""What past sessions come to: mornings, trends, goals, and edits of them."""
