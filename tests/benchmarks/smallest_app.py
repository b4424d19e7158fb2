"""The smallest Textual app, which the program is measured against: `python -m tests.benchmarks.smallest_app`."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class SmallestApp(App[None]):
    """Shows a line."""

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield Static("nothing but this")


if __name__ == "__main__":
    SmallestApp().run()
