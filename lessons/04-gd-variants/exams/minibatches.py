"""The batches of one epoch: their sizes, their pairs, and the order drawn from rng."""

import numpy as np

from exam import Exam, Mistake


class MinibatchesExam(Exam):
    examples = {
        # what a batch is made of
        "when a single example makes a batch":
            "pairs = list(minibatches(np.array([[0.3, -1.7, 2.4]]), np.array([-0.6]), 1, np.random.default_rng(0)))\n"
            "pairs, 'of arrays' if all(isinstance(part, np.ndarray) for pair in pairs for part in pair) else 'not of arrays'",
        # how large the batches are
        "when ten examples are cut into batches of 4":
            "X, y = np.zeros((10, 2)), np.arange(10)\n"
            "[len(yb) for Xb, yb in minibatches(X, y, 4, np.random.default_rng(1))]",
        "when twelve examples are cut into batches of 4":
            "X, y = np.zeros((12, 2)), np.arange(12)\n"
            "[np.shape(Xb) for Xb, yb in minibatches(X=X, y=y, batch_size=4, rng=np.random.default_rng(2))]",
        # does every example come once, and do the pairs stay together?
        "when the rows of all batches are put together again":
            "y = np.arange(60)\n"
            "X = np.column_stack([10 * y, -y])\n"
            "rows, labels = zip(*minibatches(X, y, 7, np.random.default_rng(3)))\n"
            "rows, labels = np.concatenate(rows), np.ravel(np.concatenate(labels))\n"
            "{'each row once': sorted(rows[:, 0]) == list(X[:, 0]), 'each label once': sorted(labels) == list(y),"
            " 'pairs kept': np.array_equal(rows, np.column_stack([10 * labels, -labels]))}",
        # is the order a random one?
        "when the order of 60 examples is looked at":
            "y = np.arange(60)\n"
            "X = np.column_stack([10 * y, -y])\n"
            "rows, labels = zip(*minibatches(X, y, 20, np.random.default_rng(4)))\n"
            "rows, labels = np.concatenate(rows)[:, 0], np.concatenate(labels)\n"
            "{'rows moved': list(rows) != list(X[:, 0]), 'labels moved': list(labels) != list(y),"
            " 'batches mixed': set(labels[:20]) not in [set(range(0, 20)), set(range(20, 40)), set(range(40, 60))],"
            " 'neighbours parted': not np.all(np.diff(labels[:20]) == 1), 'no label twice in a batch': len(set(labels[:20])) == 20}",
        # does the order come from rng, and from nothing else?
        "when it is called again with the same seed, and with another":
            "X, y = np.zeros((60, 1)), np.arange(60)\n"
            "def order(seed):\n"
            "    return [int(label) for Xb, yb in minibatches(X, y, 8, np.random.default_rng(seed)) for label in yb]\n"
            "{'same seed, same order': order(5) == order(5), 'other seed, other order': order(5) != order(6)}",
    }

    def deal(self, rng, m, batch_size, seed=None):
        # X, and the learner's rows, labels and sizes; label i belongs to row i of X
        X, y = rng.normal(size=(m, 3)), np.arange(m)
        order = np.random.default_rng(rng.integers(1 << 30) if seed is None else seed)
        batches = list(self.learner(X, y, batch_size, order))
        rows = np.concatenate([np.asarray(Xb) for Xb, yb in batches])
        labels = np.concatenate([np.asarray(yb) for Xb, yb in batches]).astype(int)
        assert all(len(Xb) == len(yb) for Xb, yb in batches)
        assert len({*labels.tolist()} & {*range(m)}) > m / 2
        return X, rows, labels, [len(yb) for Xb, yb in batches]

    def sizes(self, rng):
        "has batches of the size asked for, and a smaller one at the end when it does not come out even"
        for m, batch_size in ((10, 3), (7, 2), (5, 4), (23, 10), (9, 1)):
            sizes = self.deal(rng, m, batch_size)[-1]
            rest = [m % batch_size] if m % batch_size else []
            self.close(sizes, [batch_size] * (m // batch_size) + rest)

    def no_empty_batch(self, rng):
        "has no empty batch when the batch size divides the number of examples"
        for m, batch_size in ((12, 4), (6, 3), (8, 1), (5, 5)):
            self.close(self.deal(rng, m, batch_size)[-1], [batch_size] * (m // batch_size))

    def every_example_once(self, rng):
        "brings every example exactly once"
        for m, batch_size in ((50, 7), (64, 16), (9, 9), (20, 1)):
            X, rows, labels, _ = self.deal(rng, m, batch_size)
            assert sorted(labels.tolist()) == list(range(m))
            self.close(rows[np.lexsort(rows.T)], X[np.lexsort(X.T)])

    def arrays(self, rng):
        "gives arrays of the numbers in X and y, which a gradient can calculate with"
        X, y = rng.normal(size=(3, 3)), rng.normal(size=3)
        pairs = self.learner(X, y, 2, np.random.default_rng(1))
        assert all(isinstance(part, np.ndarray) for pair in pairs for part in pair)
        self.close(np.sort(np.concatenate([Xb for Xb, yb in pairs]), axis=0), np.sort(X, axis=0))
        self.close(np.sort(np.concatenate([yb for Xb, yb in pairs])), np.sort(y))

    def pairs_kept(self, rng):
        "keeps each row of X with its own entry of y"
        for m, batch_size in ((30, 8), (12, 4), (40, 40)):
            X, rows, labels, _ = self.deal(rng, m, batch_size)
            self.close(rows, X[labels])

    def shuffles(self, rng):
        "mixes the examples before it cuts them into batches"
        X, rows, labels, _ = self.deal(rng, 90, 30)
        blocks = [set(range(start, start + 30)) for start in (0, 30, 60)]
        self.close(np.sort(labels), np.arange(90))
        assert set(labels[:30].tolist()) not in blocks
        assert (np.diff(labels) == 1).mean() < 0.5
        assert not np.array_equal(rows, X)

    def order_from_rng(self, rng):
        "draws its order from rng: the same state gives the same order, another one gives another"
        first, again, other = (self.deal(rng, 80, 9, seed)[2].tolist() for seed in (1, 1, 2))
        self.close(sorted(first), list(range(80)))
        assert first == again
        assert first != other

    def keeps_data(self, rng):
        "leaves X and y unchanged, and still deals every example"
        X, y = rng.normal(size=(25, 2)), rng.normal(size=25)
        batches = list(self.learner(X, y, 4, np.random.default_rng(3)))
        self.kept()
        self.close(np.sort(np.concatenate([np.asarray(yb) for Xb, yb in batches])), np.sort(y))

    mistakes = [
        Mistake("y not shuffled",
                "X comes in a new order, y in the old one. Which entry of y belongs to the first row of a batch?",
                swap=("y[batch]", "y[start:start + batch_size]")),
        Mistake("X not shuffled",
                "y comes in a new order, X in the old one. Which row of X belongs to the first entry of a batch?",
                swap=("X[batch]", "X[start:start + batch_size]")),
        Mistake("X and y shuffled separately",
                "Rows and labels are both shuffled, but each in an order of its own, so the pairs are torn apart. How many orders do you draw?",
                code='''
                def minibatches(X, y, batch_size, rng):
                    X, y = rng.permutation(X), rng.permutation(y)
                    for start in range(0, len(y), batch_size):
                        yield X[start:start + batch_size], y[start:start + batch_size]
                '''),
        Mistake("last batch dropped",
                "The examples that do not fill a whole batch are lost. Where does your loop stop?",
                swap=("range(0, len(y), batch_size)", "range(0, len(y) - batch_size + 1, batch_size)")),
        Mistake("empty extra batch",
                "When the batch size divides the number of examples, an empty batch comes at the end. How many batches are there then?",
                code='''
                def minibatches(X, y, batch_size, rng):
                    order = rng.permutation(len(y))
                    for number in range(len(y) // batch_size + 1):
                        batch = order[number * batch_size:(number + 1) * batch_size]
                        yield X[batch], y[batch]
                '''),
        Mistake("shuffles the caller's data",
                "The batches are right, but the caller's own X and y come back in another order. Shuffle an order, not the data.",
                code='''
                def minibatches(X, y, batch_size, rng):
                    order = rng.permutation(len(y))
                    X[:], y[:] = X[order], y[order]
                    for start in range(0, len(y), batch_size):
                        yield X[start:start + batch_size].copy(), y[start:start + batch_size].copy()
                '''),
        Mistake("shuffles the caller's data, twice",
                "rng.shuffle reorders the caller's own arrays, and each call draws another order, so that the pairs are torn apart too. Draw one order, and read the data in it.",
                code='''
                def minibatches(X, y, batch_size, rng):
                    rng.shuffle(X)
                    rng.shuffle(y)
                    for start in range(0, len(y), batch_size):
                        yield X[start:start + batch_size].copy(), y[start:start + batch_size].copy()
                '''),
        Mistake("global random state",
                "The order does not come from rng, so a run can't be repeated. Where do you draw it?",
                swap=("rng.permutation", "np.random.permutation")),
        Mistake("a seed of its own",
                "The order is the same whatever rng is given: every epoch would deal the same cards. Which generator do you draw from?",
                swap=("rng.permutation", "np.random.default_rng(0).permutation")),
        Mistake("no shuffle",
                "The batches come in the data's own order. What should happen to the deck before it is dealt?",
                swap=("rng.permutation(len(y))", "np.arange(len(y))")),
        Mistake("only the batches are shuffled",
                "The batches come in a random order, but each still holds neighbours. When data is sorted, what is such a batch a sample of?",
                code='''
                def minibatches(X, y, batch_size, rng):
                    full = len(y) // batch_size * batch_size
                    starts = [*rng.permutation(np.arange(0, full, batch_size)), *range(full, len(y), batch_size)]
                    for start in starts:
                        yield X[start:start + batch_size], y[start:start + batch_size]
                '''),
        Mistake("shuffled within batches only",
                "Each batch is shuffled inside, but it always holds the same examples. Shuffle before you cut.",
                code='''
                def minibatches(X, y, batch_size, rng):
                    for start in range(0, len(y), batch_size):
                        batch = rng.permutation(np.arange(start, min(start + batch_size, len(y))))
                        yield X[batch], y[batch]
                '''),
        Mistake("drawn with replacement",
                "Some examples come several times in the epoch, and others never. Is the deck dealt here, or is each card put back?",
                swap=("rng.permutation(len(y))", "rng.integers(len(y), size=len(y))")),
        Mistake("a new deck for every batch",
                "Within a batch all is well, but each batch is drawn from all the data again. How often is the deck shuffled in one epoch?",
                swap=("order[start:start + batch_size]", "rng.permutation(len(y))[:min(batch_size, len(y) - start)]")),
        Mistake("number of batches for their size",
                "You cut into batch_size batches. How many examples should each of them hold?",
                code='''
                def minibatches(X, y, batch_size, rng):
                    order = rng.permutation(len(y))
                    for batch in np.array_split(order, batch_size):
                        yield X[batch], y[batch]
                '''),
        Mistake("one batch only",
                "There is a single batch. An epoch goes on until every example has come: what ends yours after one batch?",
                swap=("yield X[batch], y[batch]", "return iter([(X[batch], y[batch])])")),
        Mistake("smaller batch first",
                "All examples are there, but the smaller batch comes first. Where should it stand?",
                code='''
                def minibatches(X, y, batch_size, rng):
                    order = rng.permutation(len(y))
                    rest = len(y) % batch_size
                    starts = ([0] if rest else []) + list(range(rest, len(y), batch_size))
                    for start, end in zip(starts, starts[1:] + [len(y)]):
                        batch = order[start:end]
                        yield X[batch], y[batch]
                '''),
        Mistake("last batch filled up",
                "The last batch is filled with examples that came before, so these count twice. May the last batch be smaller?",
                swap=("order[start:start + batch_size]", "order[np.arange(start, start + batch_size) % len(y)]")),
        Mistake("one example short",
                "Each batch lacks one example, which is lost. Does a slice include its end?",
                swap=("start + batch_size]", "start + batch_size - 1]")),
        Mistake("lists instead of arrays",
                "Rows and labels are the right ones, but they come as lists. A gradient wants to calculate with them: what does indexing an array give?",
                swap=("yield X[batch], y[batch]", "yield X[batch].tolist(), y[batch].tolist()")),
        Mistake("pairs the wrong way round",
                "The first of each pair holds the labels. Which comes first, Xb or yb?",
                swap=("yield X[batch], y[batch]", "yield y[batch], X[batch]")),
        Mistake("rows only",
                "Each batch holds rows of X alone. What else does an update need?",
                swap=("yield X[batch], y[batch]", "yield X[batch]")),
    ]
