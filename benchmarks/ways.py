"""The same picture made in several ways: a ravine, 200 steps of momentum on it, and the loss."""

from __future__ import annotations

from dataclasses import dataclass

STEPS = 200
LEARNER = """\
import os
import numpy as np
from course import explore, surfaces
from course.run.descend import descend
import course.pictures.explore.picture

def momentum_step(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity

print(os.getpid())
"""
PEER = (
    LEARNER
    + """
import ipywidgets as widgets
import matplotlib.pyplot as plt

ravine = surfaces.ravine
(left, right), (low, high) = ravine.view
xs, ys = np.linspace(left, right, 129), np.linspace(low, high, 79)
heights = ravine.value(np.stack(np.meshgrid(xs, ys), axis=-1))
levels = np.geomspace(0.3, heights.max(), 10)

def walk(lr):
    path = descend(momentum_step, ravine.gradient, np.array(ravine.start), 200, lr=lr, gamma=0.8)
    return path, ravine.value(path)

def slider():
    return widgets.FloatLogSlider(value=0.09, min=-3.3, max=-0.8, step=0.0115, description="lr")

def player():
    return widgets.Play(value=0, min=0, max=200, interval=17)
"""
)
INTERACT = """\
def draw(lr, shown):
    path, loss = walk(lr)
    path = path[:shown + 1] if shown else path
    figure, (field, curve) = plt.subplots(1, 2, figsize=(10, 4))
    field.contour(xs, ys, heights, levels)
    field.plot(*path.T, "o-", markersize=2)
    field.set(xlim=(left, right), ylim=(low, high))
    curve.semilogy(loss[:len(path)])
    plt.show()

widgets.interact(draw, lr=slider(), shown=player())
"""
MATPLOTLIB = """\
path, loss = walk(0.09)
figure = plt.figure(figsize=(10, 4))
curve = figure.add_subplot(1, 2, 2)
{field}
graph, = curve.semilogy(loss)

def show(shown):
    {moved}
    graph.set_data(np.arange(shown), loss[:shown])
    figure.canvas.draw_idle()

def asked(change):
    global path, loss
    path, loss = walk(change["new"])
    show(201)

lr, play = slider(), player()
lr.observe(asked, "value")
play.observe(lambda change: show(change["new"] + 1), "value")
display(lr, play, figure.canvas)
"""
FLAT = """\
field = figure.add_subplot(1, 2, 1)
field.contour(xs, ys, heights, levels)
line, = field.plot(*path.T, "o-", markersize=2)
field.set(xlim=(left, right), ylim=(low, high))"""
SPACE = """\
field = figure.add_subplot(1, 2, 1, projection="3d")
field.plot_surface(*np.meshgrid(xs, ys), heights, cmap="Blues")
line, = field.plot(*path.T, loss, "o-", markersize=2)"""
PLOTLY = """\
path, loss = walk(0.09)
figure = go.FigureWidget(make_subplots(1, 2, specs=[[{{"type": "{kind}"}}, {{}}]]))
figure.add_trace({ground}, 1, 1)
figure.add_trace({line}, 1, 1)
figure.add_scatter(y=loss, row=1, col=2)
figure.update_yaxes(type="log", row=1, col=2)
figure.update_layout(width=1000, height=420, showlegend=False)

def show(shown):
    with figure.batch_update():
        figure.data[1].update(x=path[:shown, 0], y=path[:shown, 1]{also})
        figure.data[2].update(y=loss[:shown])

def asked(change):
    global path, loss
    path, loss = walk(change["new"])
    show(201)

lr, play = slider(), player()
lr.observe(asked, "value")
play.observe(lambda change: show(change["new"] + 1), "value")
display(lr, play, figure)
"""
IMPORTS = "import plotly.graph_objects as go\nfrom plotly.subplots import make_subplots\n"
WIDGET = 'get_ipython().run_line_magic("matplotlib", "widget")\n'
HANDLE = ".noUi-handle"
PLAY = "[class*=widget-play] button >> nth=0"


@dataclass(frozen=True)
class Way:
    """A way to make the picture.

    ``seen`` and ``slider`` are selectors of what shows the path and of what is pressed; ``play``
    starts it. ``views`` are ours alone.
    """

    name: str
    setup: str
    cell: str
    seen: str
    slider: str = HANDLE
    play: str = PLAY
    ours: bool = False
    flat: bool = True


def ours(name: str, cell: str, flat: bool = True) -> Way:
    """A picture of `course.explore`."""
    seen = f".picture-{'map' if flat else 'relief'} .picture-top"
    slider, play = 'input[data-name="lr"]', 'button[title="Play"]'
    return Way(name, LEARNER, cell, seen, slider, play, True, flat)


def _plotly(name: str, kind: str, ground: str, line: str, also: str, seen: str) -> Way:
    cell = PLOTLY.format(kind=kind, ground=ground, line=line, also=also)
    return Way(name, PEER + IMPORTS, cell, seen, flat=kind == "xy")


EXPLORE = ours("explore", f"explore(momentum_step, steps={STEPS}, lr=0.09, gamma=0.8)")
RELIEF = ours("explore", EXPLORE.cell, flat=False)
SWARM = ours(
    "explore", f"explore(momentum_step, surfaces.himmelblau, steps={STEPS}, swarm=1000, gamma=0.5)"
)
PEERS = (
    Way("interact + plt.show", PEER, INTERACT, "img"),
    Way(
        "ipympl",
        PEER + WIDGET,
        MATPLOTLIB.format(field=FLAT, moved="line.set_data(*path[:shown].T)"),
        ".jupyter-matplotlib canvas",
    ),
    _plotly(
        "plotly",
        "xy",
        "go.Contour(x=xs, y=ys, z=heights, showscale=False)",
        'go.Scatter(x=path[:, 0], y=path[:, 1], mode="lines+markers", marker_size=3)',
        "",
        ".scatterlayer path.js-line",
    ),
)
PEERS_IN_SPACE = (
    Way(
        "ipympl",
        PEER + WIDGET,
        MATPLOTLIB.format(
            field=SPACE,
            moved="line.set_data_3d(*path[:shown].T, loss[:shown])",
        ),
        ".jupyter-matplotlib canvas",
        flat=False,
    ),
    _plotly(
        "plotly",
        "scene",
        "go.Surface(x=xs, y=ys, z=heights, showscale=False)",
        'go.Scatter3d(x=path[:, 0], y=path[:, 1], z=loss, mode="lines")',
        ", z=loss[:shown]",
        ".scatterlayer path.js-line",
    ),
)
