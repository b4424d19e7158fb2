"""The full-screen program, the only room that knows Textual and Rich."""
