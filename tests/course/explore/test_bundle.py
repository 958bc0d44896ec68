"""What a picture leaves in a notebook is small, the same every time, and readable anywhere."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import pytest
from PIL import Image

from course import explore, surfaces
from course.explore import bundle, web


def momentum_step(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity


def unwritten(theta, velocity, grad, lr, gamma):
    raise NotImplementedError


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The bundles that `display` was given."""
    bundles: list[dict[str, Any]] = []
    monkeypatch.setattr(bundle, "display", lambda data, raw: bundles.append(data))
    return bundles


SURFACES = [surfaces.ravine, surfaces.bowl, surfaces.plateau, surfaces.rosenbrock]


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name)
def test_bundle_is_small_and_has_a_still(surface: Any, displayed: list[dict[str, Any]]) -> None:
    """The PNG is at most 40 kB, all outputs together at most 50 kB of a notebook."""
    explore(momentum_step, surface, against={"gamma": 0})._ipython_display_()
    png = base64.b64decode(displayed[0]["image/png"])
    assert len(png) <= 40_000
    assert Image.open(io.BytesIO(png)).size[0] > 400
    assert len(json.dumps(displayed)) <= 50_000


def test_bundle_is_the_same_every_time(displayed: list[dict[str, Any]]) -> None:
    """But for the view's id, two pictures of one thing leave the same bytes."""
    for _ in range(2):
        explore(momentum_step)._ipython_display_()
    for each in displayed:
        each.pop(bundle.VIEW, None)
    assert displayed[:2] == displayed[2:]


def test_words_stand_beside_the_view(displayed: list[dict[str, Any]]) -> None:
    """The plain text says what is shown, or what is waited for."""
    explore(momentum_step)._ipython_display_()
    assert displayed[0]["text/plain"] == (
        "momentum_step on the ravine: lr = 0.02, gamma = 0.9, kappa = 20\n"
        "60 steps from (−3.2, 2) end at (−0.005, −0.044); the loss goes from 45.1 to 0.0194."
    )
    explore(unwritten)._ipython_display_()
    assert "waits for `unwritten`, which is not written yet" in displayed[2]["text/plain"]


def test_script_asks_for_nothing_from_elsewhere() -> None:
    """No import is left in the joined script, and no address in script or style."""
    script, style = web.script(), web.style()
    assert "import " not in script
    assert "http://" not in script.replace("http://www.w3.org", "") + style
    assert "https://" not in script + style
    assert script.count("export default") == 1


def test_every_script_file_is_joined() -> None:
    """A new file in web/ that is not in the order would silently not be loaded."""
    assert sorted([*web.ORDER, "picture"]) == sorted(path.stem for path in web.WEB.glob("*.js"))
