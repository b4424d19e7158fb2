from __future__ import annotations

from textual.app import App, ComposeResult
from textual.geometry import Region

from stretchtui.drawing.cells import Rendering
from stretchtui.tui.widgets.figure_view import FigureView
from tests.domain.figures import SHIPPED

KNEE = SHIPPED["knee-to-chest"]


class Painted(FigureView):
    """A figure that remembers what it had repainted."""

    def __init__(self, rendering: Rendering | None) -> None:
        super().__init__(rendering, id="figure")
        self.repaints: list[tuple[Region, ...]] = []

    def refresh(self, *regions: Region, **options: bool) -> Painted:
        if hasattr(self, "repaints"):
            self.repaints.append(regions)
        super().refresh(*regions, **options)
        return self


class Stage(App[None]):
    """Nothing but a figure on a coloured ground."""

    CSS = "#figure { background: #102030; }"

    def __init__(self, rendering: Rendering | None = Rendering.BRAILLE) -> None:
        super().__init__()
        self.figure = Painted(rendering)

    def compose(self) -> ComposeResult:
        yield self.figure


def lines(view: FigureView) -> list[str]:
    return [view.render_line(y).text for y in range(view.size.height)]


async def test_the_figure_moves_with_its_values() -> None:
    app = Stage()
    async with app.run_test(size=(70, 20)) as pilot:
        app.figure.show(KNEE, 0.0)
        start = lines(app.figure)
        app.figure.show(KNEE, 1.0)
        await pilot.pause()
        assert lines(app.figure) != start
        assert all(len(line) == 70 for line in lines(app.figure))


async def test_the_same_values_repaint_nothing() -> None:
    app = Stage()
    async with app.run_test(size=(70, 20)) as pilot:
        app.figure.show(KNEE, 0.5)
        await pilot.pause()
        app.figure.repaints.clear()
        app.figure.show(KNEE, 0.5)
        app.figure.show(KNEE, 0.5 + 1e-9)  # another moment, but the same cells
        assert app.figure.repaints == []


async def test_a_small_step_repaints_a_part() -> None:
    app = Stage()
    async with app.run_test(size=(70, 20)) as pilot:
        app.figure.show(KNEE, 0.5)
        await pilot.pause()
        app.figure.repaints.clear()
        app.figure.show(KNEE, 0.52)
        assert len(app.figure.repaints) == 1
        regions = app.figure.repaints[0]
        assert regions
        assert sum(region.area for region in regions) < 70 * 20 / 2


async def test_inks_have_colours_of_the_theme_on_the_widgets_own_ground() -> None:
    app = Stage()
    async with app.run_test(size=(70, 20)) as pilot:
        app.figure.show(KNEE, 1.0)
        await pilot.pause()
        styles = [segment.style for y in range(20) for segment in app.figure.render_line(y)]
        grounds = {style.bgcolor.triplet.hex for style in styles if style and style.bgcolor and style.bgcolor.triplet}
        assert grounds == {"#102030"}
        colours = {style.color.name for style in styles if style and style.color}
        assert len(colours) >= 6
        before = app.figure.render_line(10)
        app.theme = "textual-light"
        await pilot.pause()
        assert app.figure.render_line(10) != before


async def test_rendering_follows_the_space_unless_it_is_given() -> None:
    app = Stage(None)
    async with app.run_test(size=(90, 24)) as pilot:
        app.figure.show(KNEE, 1.0)
        assert "█" in "".join(lines(app.figure))
        await pilot.resize_terminal(30, 9)
        await pilot.pause()
        assert "█" not in "".join(lines(app.figure))
        app.figure.rendering = Rendering.ASCII
        assert "".join(lines(app.figure)).isascii()


async def test_the_smallest_spaces_do_no_harm() -> None:
    app = Stage()
    async with app.run_test(size=(1, 1)) as pilot:
        app.figure.show(KNEE, 1.0)
        await pilot.resize_terminal(200, 50)
        await pilot.pause()
        assert len(lines(app.figure)) == 50
