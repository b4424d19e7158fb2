"""The smallest Textual app, which the program is measured against: `python -m tests.benchmarks.smallest_app`."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class SmallestApp(App[None]):
    """Shows a line, and another one when a key is pressed."""

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield Static("nothing pressed")

    def on_key(self) -> None:
        """Show that a key was pressed."""
        line = self.query_one(Static)
        line.update("once more" if line.content == "pressed" else "pressed")


if __name__ == "__main__":
    SmallestApp().run()
