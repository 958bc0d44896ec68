"""What a training leaves: in a notebook, in a page of its own, and when it is stopped."""

from __future__ import annotations

import base64
import io
import json
import signal
from typing import Any

import pytest
from PIL import Image

from course import training
from course.network import mlp_gradients
from course.pictures.training.picture import TrainingPicture
from course.widget import bundle
from tests.course.pictures.training.functions import START, momentum, sgd, train


def test_page_is_saved_whole(tmp_path: Any) -> None:
    """The page holds all numbers, asks for nothing from elsewhere, and begins at the end."""
    picture = training(train, START, sgd(0.2), plane=True, epochs=1)
    text = picture.save(tmp_path / "training.html").read_text(encoding="utf-8")
    saved = json.loads(text.split('id="saved">')[1].split("</script>")[0])
    (answer,) = saved["answers"]
    assert base64.b64decode(saved["blobs"][answer["numbers"]["blob"]]) == picture.numbers
    assert answer["state"]["seen"] is True and picture.state["seen"] is False


def test_view_comes_first_and_the_still_last(displayed: list[dict[str, Any]]) -> None:
    """The live view is there before training begins; all outputs are small, the same every time."""
    counts = []

    def watching(*arguments: Any) -> Any:
        counts.append(len(displayed))
        return train(*arguments)

    for _ in range(2):
        training(watching, START, {"SGD": sgd(0.1), "Adam": momentum(0.1)}, plane=True, epochs=4)
    assert counts == [1, 1, 4, 4]
    assert bundle.VIEW in displayed[0]
    assert len(json.dumps(displayed[:3])) <= 50_000
    assert Image.open(io.BytesIO(base64.b64decode(displayed[2]["image/png"]))).size[0] > 400
    assert "watching with SGD and Adam: 4 epochs in batches of 32" in displayed[2]["text/plain"]
    displayed[0].pop(bundle.VIEW), displayed[3].pop(bundle.VIEW)
    assert displayed[:3] == displayed[3:]


def test_interrupt_leaves_the_picture_as_far_as_it_came(displayed: list[dict[str, Any]]) -> None:
    """Stopped by hand, it says so and keeps its curve; the interrupt goes on to the notebook."""

    def interrupted(params: Any, grads: Any, state: Any) -> Any:
        state = {"count": state.get("count", 0) + 1}
        if state["count"] == 30:
            signal.raise_signal(signal.SIGINT)
        return sgd(0.1)(params, grads, state)

    picture = TrainingPicture(train, START, interrupted, None, True, 2, 32, 0, None)
    with pytest.raises(KeyboardInterrupt):
        picture.run()
    assert picture.message == "interrupted was stopped by you after 30 updates."
    assert picture.state["running"] is None
    assert picture.state["runs"][0]["updates"] == 30
    assert "stopped by you" in displayed[-1]["text/plain"]
    assert train.__globals__["mlp_gradients"] is mlp_gradients


def test_page_tells_that_it_was_seen() -> None:
    """A page that comes later does not show the training from its beginning again."""
    picture = training(train, START, sgd(0.1), epochs=1)
    assert picture.state["seen"] is False
    picture._on_message(None, {"seen": True}, [])
    assert picture.state["seen"] is True
    for nonsense in ({}, {"seen": 1}, [], {"values": {"lr": 1}, "seq": 3}):
        picture._on_message(None, nonsense, [])
