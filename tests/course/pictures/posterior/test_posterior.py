"""The posterior that is drawn is the right one, and the marks on it are the learner's."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import numpy as np
import pytest
from PIL import Image

from course import posterior
from course.pictures.posterior.still import ellipse


def map_linear(X: Any, y: Any, sigma2: float, tau2: float) -> Any:
    return np.linalg.solve(X.T @ X + sigma2 / tau2 * np.eye(X.shape[1]), X.T @ y)


def slope(w: Any, X: Any, y: Any, sigma2: float, tau2: float) -> Any:
    return X.T @ (X @ w - y) / sigma2 + w / tau2


def test_map_is_where_a_search_finds_the_top() -> None:
    """Against the negative log-posterior on a fine grid, built from densities."""
    picture = posterior(map_linear)
    points = np.array(picture.state["points"])
    w0, w1 = np.meshgrid(np.linspace(-1, 3, 401), np.linspace(-1, 2, 301))
    misfit = sum((y - w0 - w1 * t) ** 2 for t, y in points) / 2
    height = misfit + (w0**2 + w1**2) / (2 * 0.7**2)
    best = np.unravel_index(height.argmin(), height.shape)
    assert picture.map == pytest.approx([w0[best], w1[best]], abs=0.01)
    assert picture.state["top"] == pytest.approx(picture.map)


def test_ellipses_hold_their_share() -> None:
    """Of many draws from a Gaussian, 90 % lie within its ellipse of 90 %."""
    precision, centre = np.array([[3.0, 1.0], [1.0, 0.8]]), np.array([0.5, -1.0])
    draws = np.random.default_rng(1).multivariate_normal(
        centre, np.linalg.inv(precision), size=20_000
    )
    away = np.einsum("ni,ij,nj->n", draws - centre, precision, draws - centre)
    outline = ellipse(precision, centre, 0.9).T - centre
    edge = np.einsum("ni,ij,nj->n", outline, precision, outline)
    assert np.ptp(edge) < 1e-9
    assert np.mean(away < edge[0]) == pytest.approx(0.9, abs=0.01)


def test_ridge_path_runs_from_the_mle_to_zero() -> None:
    """A very wide prior gives the MLE, a very narrow one nothing."""
    state = posterior(map_linear).state
    assert state["path"][0] == pytest.approx(state["mle"], abs=0.01)
    assert state["path"][-1] == pytest.approx([0, 0], abs=0.05)


def test_sliders_move_what_they_name() -> None:
    """A narrow prior pulls to zero; more points leave MAP near the MLE; m is whole."""
    picture = posterior(map_linear)
    wide = np.linalg.norm(picture.map)
    picture.move(tau=0.1)
    assert np.linalg.norm(picture.map) < wide / 2
    picture.move(tau=1.0, m=59.6)
    assert picture.values["m"] == 60
    assert picture.map == pytest.approx(picture.state["mle"], abs=0.05)
    picture.move(m=1)
    assert picture.state["mle"] is None
    assert "no single MLE" in picture.message


def test_own_data_and_ranges() -> None:
    """The lesson's own points are shown; any slider's range can be given in one line."""
    picture = posterior(map_linear, t=[0.0, 1.0, 2.0], y=[1.0, 2.0, 3.0], tau=(0.5, 100.0, 100.0))
    assert picture.map == pytest.approx([1, 1], abs=0.01)
    assert picture.sliders[2].high == 3
    with pytest.raises(ValueError, match="given together"):
        posterior(map_linear, t=[0.0])
    with pytest.raises(ValueError, match="`kappa` is not a control here; there are tau, sigma, m"):
        posterior(map_linear, kappa=3)
    with pytest.raises(ValueError, match="low below high, got"):
        posterior(map_linear, tau=(2, 1))


def test_arrows_point_downhill() -> None:
    """With the learner's gradient there are arrows of one length, against the slope."""
    picture = posterior(map_linear, slope)
    arrows = np.array(picture.state["arrows"])
    assert np.hypot(arrows[:, 2], arrows[:, 3]) == pytest.approx(1)
    top = np.array(picture.state["top"])
    precision = np.array(picture.state["posterior"])
    rise = np.einsum("ni,ij,nj->n", arrows[:, :2] - top, precision, arrows[:, 2:])
    assert (rise < 0).all()
    assert "a gradient is zero" not in picture.message


def unwritten(X: Any, y: Any, sigma2: float, tau2: float) -> Any:
    raise NotImplementedError


def inverted(X: Any, y: Any, sigma2: float, tau2: float) -> Any:
    return np.linalg.solve(X.T @ X + tau2 / sigma2 * np.eye(2), X.T @ y)


def column(X: Any, y: Any, sigma2: float, tau2: float) -> Any:
    return map_linear(X, y, sigma2, tau2)[:, None]


def nothing(X: Any, y: Any, sigma2: float, tau2: float) -> None:
    map_linear(X, y, sigma2, tau2)


def words_only(X: Any, y: Any, sigma2: float, tau2: float) -> str:
    return "two"


def endless(X: Any, y: Any, sigma2: float, tau2: float) -> Any:
    while True:
        pass


def infinite(X: Any, y: Any, sigma2: float, tau2: float) -> Any:
    return np.array([np.nan, 1.0])


def uphill_prior(w: Any, X: Any, y: Any, sigma2: float, tau2: float) -> Any:
    return X.T @ (X @ w - y) / sigma2 - w / tau2


@pytest.mark.parametrize(
    ("functions", "kind", "words"),
    [
        ((unwritten,), "waiting", "waits for `unwritten`, which is not written yet"),
        ((inverted,), "fine", "but the posterior is highest at"),
        ((column,), "trouble", "should return an array of shape (2,), got (2, 1)"),
        ((nothing,), "trouble", "got None: is the `return` missing?"),
        ((words_only,), "trouble", "should return numbers of shape (2,), got str"),
        ((endless,), "trouble", "took longer than 2 seconds"),
        ((infinite,), "trouble", "not finite"),
        ((map_linear, uphill_prior), "fine", "At the top of the posterior `uphill_prior` gives"),
        ((map_linear, unwritten), "fine", "`unwritten` raised TypeError"),
    ],
)
def test_trouble_is_told_in_words(functions: Any, kind: str, words: str) -> None:
    """The posterior is drawn all the same, and the words say what is missing."""
    picture = posterior(*functions)
    assert words in picture.message
    assert picture.state["kind"] == kind
    assert picture.state["posterior"] is not None
    assert picture.still().startswith(b"\x89PNG")


def test_learners_data_is_not_theirs_to_change() -> None:
    """A function that changes what it is given changes only its own copies."""

    def rough(X: Any, y: Any, sigma2: float, tau2: float) -> Any:
        answer = map_linear(X, y, sigma2, tau2)
        X *= 0
        y *= 0
        return answer

    t, y = np.array([0.0, 1.0, 2.0]), np.array([1.0, 2.0, 3.0])
    picture = posterior(rough, t=t, y=y)
    picture.move(tau=1.0)
    assert y.tolist() == [1, 2, 3]
    assert "highest at" not in picture.message


def test_bundle_is_small(displayed: list[dict[str, Any]]) -> None:
    """At most 50 kB of a notebook, a still among it."""
    posterior(map_linear, slope)._ipython_display_()
    assert len(json.dumps(displayed)) <= 50_000
    assert Image.open(io.BytesIO(base64.b64decode(displayed[2]["image/png"]))).size[0] > 400
    assert displayed[2]["text/plain"].startswith(
        "map_linear on the posterior: tau = 0.7, sigma = 1"
    )
