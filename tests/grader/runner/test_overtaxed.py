"""What a submission sends may cost its own marks, never the examiner's process or its time."""

import time
from dataclasses import replace

import pytest

from tests.grader.conftest import LIMITS, errors, job

RAW = """
import gc, struct, time
import numpy as np
channel = [o for o in gc.get_objects() if type(o).__name__ == 'Worker'][0].peer.channel
size = struct.Struct('<Q').pack
def text(word): return b's' + size(len(word)) + word
def mapping(**items):
    parts = [text(key.encode()) + value for key, value in items.items()]
    return b'm' + size(len(parts)) + b''.join(parts)
def pair(a, b): return b't' + size(2) + a + b
def done(value): return pair(text(b'done'), pair(value, b'0'))
def listed(items): return b'l' + size(len(items)) + b''.join(items)
def asks(name, *arguments):
    given = b't' + size(len(arguments)) + b''.join(arguments)
    return b't' + size(3) + text(b'ask') + text(name) + given
numbers = iter(range(1, 10**9))
def instance(**more):
    about = dict(kind=text(b'instance'), type=text(b'Thing'), operators=listed([])) | more
    return b'R' + size(next(numbers)) + mapping(**about)
"""
SENT = {
    "a million empty sets": "channel.send(done(listed([b'S' + size(0)] * 1_000_000)))",
    "a million arrays of nothing": (
        "import numpy as np\n"
        "    head = bytes([0, 1, 3, 1]) + b'<f8' + size(0)\n"
        "    channel.send(done(listed([b'A' + size(len(head)) + head] * 1_000_000)))"
    ),
    "a hundred thousand classes": (
        "some = [instance(type=text(b'T%d' % n)) for n in range(100_000)]\n"
        "    channel.send(done(listed(some)))"
    ),
    "objects whose descriptions fill the memory": (
        "heavy = b'b' + size(30 << 20) + bytes(30 << 20)\n"
        "    channel.send(done(instance(parameters=heavy)))"
    ),
    "a tuple with a name for each of its many fields": (
        "many = 300_000\n"
        "    plain = b't' + size(many) + b'0' * many\n"
        "    fields = listed([text(b'f%d' % n) for n in range(many)])\n"
        "    channel.send(done(instance(plain=plain, fields=fields)))"
    ),
    "a description that lacks its type": (
        "about = mapping(kind=text(b'instance'), plain=b'0', operators=listed([]))\n"
        "    channel.send(done(b'R' + size(7) + about))"
    ),
    "a class that fails as one of its own objects": (
        "channel.send(done(instance(kind=text(b'class'), failure=instance())))"
    ),
    "random generators without end": (
        "state = np.random.default_rng().bit_generator.state\n"
        "    from grader.rpc.codec import encode\n"
        "    one = b'G' + encode(state, channel.limits)\n"
        "    channel.send(done(listed([one] * 100_000)))"
    ),
    "a range that never ends": "return range(10**15)",
    "a whole number of a million digits": "return 10**1_000_000",
    "text that is multiplied": "return 'x' * (60 << 20)",
    "an array of nothing with a trillion rows": "return np.zeros((10**12, 0))",
    "questions that nobody waits for": (
        "question = asks(b'get', b'H' + size(1), text(b'name'))\n"
        "    flood = (size(len(question)) + question) * 20_000\n"
        "    while True: channel.sock.sendall(flood)"
    ),
    "a call within a call without end": "return g(f)",
    "slow questions": "while True: g(time.sleep(0.2))",
    "outputs that are objects": (
        "thing = instance()\n"
        "    output = mapping(output_type=thing, name=thing, text=thing, data=thing)\n"
        "    answer = mapping(outputs=listed([output]), success=thing)\n"
        "    channel.send(done(b'0'))\n"
        "    channel.send(pair(text(b'done'), listed([output])))"
    ),
}
TEST = """
def g(h): return h(g) if callable(h) else 0
for _ in range(50):
    got = f(g)
    assert sum(got) == 45, len(list(got)) * 1000
    assert len(got * 1000) > 0
"""
SHORT = replace(LIMITS, call_seconds=1.5, cell_seconds=3, examiner_bytes=1 << 30)


@pytest.mark.parametrize("what", SENT)
def test_it_costs_the_test_and_nobody_else(what, examiner):
    answer = f"{RAW}\ndef f(g):\n    {SENT[what]}\n    return list(range(10))"
    if "return" not in SENT[what]:
        answer = answer.replace("    return list(range(10))", "    time.sleep(0.1)")
    assert not examiner.trusted.missing + examiner.sandbox.missing  # it has started
    began = time.monotonic()
    report = examiner.examine(job(answer, [TEST, "assert 1", "assert 2"], None, {}), SHORT)
    assert time.monotonic() - began < 60, "on a busy machine, too; without limits it is minutes"
    shown, first, second, third = (cell.outputs for cell in report.cells)
    assert not errors(shown)
    assert len(errors(first)) == 1
    assert not errors(second) or "TimeoutError" in errors(second)[0], "its own time, at most"
    assert not errors(third), "a test that asks nothing of the learner holds all the same"


def test_what_is_remembered_of_a_submission_is_bounded(examiner):
    """Many answers, each of which fits, together do not fill the examiner's memory."""
    answer = f"{RAW}\ndef f(g):\n    {SENT['objects whose descriptions fill the memory']}"
    test = "def g(): pass\nkept = []\nfor _ in range(50):\n    kept.append(f(g))"
    small = replace(LIMITS, call_seconds=10, cell_seconds=30, examiner_bytes=300 << 20)
    report = examiner.examine(job(answer, [test, "assert 1"], None, {}), small)
    _, first, second = (cell.outputs for cell in report.cells)
    assert "not fit into memory" in errors(first)[0]
    assert not errors(second)


def test_outputs_of_a_cell_that_are_objects_are_left_out(examiner):
    answer = (
        RAW
        + "thing = instance()\n"
        + "output = mapping(output_type=thing, name=thing, text=thing, data=thing)\n"
        + "stream = mapping(output_type=text(b'stream'), name=thing, text=text(b'seen'))\n"
        + "answer = mapping(outputs=listed([output, stream]), success=thing)\n"
        + "channel.send(pair(text(b'done'), answer))"
    )
    report = examiner.examine(job(answer, ["assert 1"], None, {}), SHORT)
    shown, verdict = (cell.outputs for cell in report.cells)
    assert [o.get("text") for o in shown[:1]] == ["seen"]
    assert not errors(verdict)
