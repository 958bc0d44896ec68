"""Both gradients of a loss behind a matrix product."""

import numpy as np

from exam import Exam, Mistake


class MatmulBackwardExam(Exam):
    results = ["dW", "dX"]
    examples = {
        "for square matrices": "matmul_backward(W=np.array([[1.0, 2.0], [0.0, -1.0]]), X=np.array([[3.0, 1.0], [-2.0, 0.5]]), dD=np.array([[1.0, -1.0], [2.0, 4.0]]))",
        "for W of shape (3, 2)": "matmul_backward(np.array([[1.0, -2.5], [0.5, 3.0], [1.0, 2.0]]), np.array([[1.0, 2.0, -1.0], [0.5, -2.0, 1.0]]), np.array([[0.5, 1.0, -1.0], [-2.0, 0.25, 3.0], [1.0, 0.0, 2.0]]))",
        "for W of shape (2, 3)": "matmul_backward(np.array([[1.0, 2.0, 0.5], [0.0, -1.0, 3.0]]), np.array([[3.0, 1.0], [-2.0, 0.5], [1.5, -1.0]]), np.array([[1.0, -1.0], [2.0, 4.0]]))",
        "for W of one row": "matmul_backward(np.array([[2.0, -1.0]]), np.array([[1.0, 0.5], [-2.0, 3.0]]), np.array([[1.5, -0.5]]))",
    }

    def inputs(self, rng, k=2, n=3, p=4):
        return dict(W=rng.normal(size=(k, n)), X=rng.normal(size=(n, p)), dD=rng.normal(size=(k, p)))

    def any_shape(self, rng):
        "is right for matrices of any shape"
        for k, n, p in [(2, 3, 4), (4, 2, 3), (5, 1, 2), (1, 3, 2), (2, 4, 1)]:
            self.agree(**self.inputs(rng, k, n, p))

    def square(self, rng):
        "is right for square matrices, where shapes give no warning"
        for size in (1, 2, 4):
            self.agree(*self.inputs(rng, size, size, size).values())

    def uses_dD(self, rng):
        "grows with dD, and is zero when dD is"
        given = self.inputs(rng)
        once = self.agree(**given)
        for factor in (3.0, -0.5):
            scaled = self.learner(**given | {"dD": factor * given["dD"]})
            self.close(scaled, tuple(factor * np.asarray(one) for one in once))
        self.close(self.learner(**given | {"dD": np.zeros((2, 4))}), (np.zeros((2, 3)), np.zeros((3, 4))))

    def measured(self, rng):
        "agrees with slopes that are measured on a loss"
        W, X, T = rng.normal(size=(2, 3)), rng.normal(size=(3, 4)), rng.normal(size=(2, 4))
        loss = lambda W, X: np.sum((W @ X - T) ** 2) / 2
        shifts_W, shifts_X = 1e-4 * np.eye(6).reshape(6, 2, 3), 1e-4 * np.eye(12).reshape(12, 3, 4)
        dW = np.array([loss(W + shift, X) - loss(W - shift, X) for shift in shifts_W]) / 2e-4
        dX = np.array([loss(W, X + shift) - loss(W, X - shift) for shift in shifts_X]) / 2e-4
        self.close(self.learner(W, X, W @ X - T), (dW.reshape(2, 3), dX.reshape(3, 4)))

    def keeps_inputs(self, rng):
        "leaves W, X and dD unchanged"
        self.unchanged(**self.inputs(rng, 3, 3, 3))

    mistakes = [
        Mistake("dD·X",
                "In dW the sum runs over the second index of both dD and X. Which index does your product run over in its second factor?",
                swap=("dD @ X.T", "dD @ X")),
        Mistake("Xᵀ·dD",
                "In dW the factors stand in the wrong order. Compare the shape of W with what your product gives when k, n and p differ.",
                swap=("dD @ X.T", "X.T @ dD")),
        Mistake("X·dD",
                "dW is made of the right two matrices, but they stand in the wrong order and neither is turned around. Over which index does the sum run?",
                swap=("dD @ X.T", "X @ dD")),
        Mistake("dD·Wᵀ",
                "In dX the factors stand in the wrong order. Compare the shape of X with what your product gives when k, n and p differ.",
                swap=("W.T @ dD", "dD @ W.T")),
        Mistake("W·dD",
                "In dX the sum runs over the first index of both W and dD. Which index does your product run over in its first factor?",
                swap=("W.T @ dD", "W @ dD")),
        Mistake("dD·W",
                "dX is made of the right two matrices, but they stand in the wrong order. Over which index does the sum run?",
                swap=("W.T @ dD", "dD @ W")),
        Mistake("both the wrong way round",
                "Both products have their factors in the wrong order. Take k, n and p all different and compare shapes, then look at the index sums.",
                swap=[("dD @ X.T", "X.T @ dD"), ("W.T @ dD", "dD @ W.T")]),
        Mistake("no transposes",
                "In neither result anything is turned around. Over which index does each of the two sums run?",
                swap=[("dD @ X.T", "dD @ X"), ("W.T @ dD", "W @ dD")]),
        Mistake("both transposed",
                "Both are right, but turned on their side. Which shape should each result have?",
                swap=("return dW, dX", "return dW.T, dX.T")),
        Mistake("dW transposed",
                "dX is right. dW is turned on its side: which shape should it have?",
                swap=("dD @ X.T", "X @ dD.T")),
        Mistake("dX transposed",
                "dW is right. dX is turned on its side: which shape should it have?",
                swap=("W.T @ dD", "dD.T @ W")),
        Mistake("ignores dD",
                "The incoming derivative plays no part: this is right only for a loss that adds up all entries of D. How does the loss react to each entry of D?",
                swap=[("dD @ X.T", "np.ones_like(dD) @ X.T"), ("W.T @ dD", "W.T @ np.ones_like(dD)")]),
        Mistake("the other factor alone",
                "You return the other factor, turned around. That is what the product has to be multiplied with: where is the incoming derivative?",
                swap=("return dW, dX", "return X.T, W.T")),
        Mistake("D for dD",
                "You multiply with the product itself. What comes back from the loss is its derivative with respect to the product.",
                swap=[("dD @ X.T", "W @ X @ X.T"), ("W.T @ dD", "W.T @ W @ X")]),
        Mistake("divides by p",
                "dW comes out as a mean over the columns. If the loss is a mean, dD knows it already; the product adds.",
                swap=("dD @ X.T", "dD @ X.T / X.shape[1]")),
        Mistake("both divided by p",
                "Both come out too small by the number of columns. If the loss is a mean, dD knows it already; the product adds.",
                swap=[("dD @ X.T", "dD @ X.T / X.shape[1]"), ("W.T @ dD", "W.T @ dD / X.shape[1]")]),
        Mistake("results in the wrong order",
                "Both results are right, but in the other order. The prompt says which comes first.",
                swap=("return dW, dX", "return dX, dW")),
        Mistake("only dW",
                "Two factors went into the product. How many derivatives come out?",
                swap=("return dW, dX", "return dW")),
        Mistake("downhill",
                "The signs are turned around. Here we only ask for the slopes; going down is the descent's job.",
                swap=[("dD @ X.T", "-dD @ X.T"), ("W.T @ dD", "-W.T @ dD")]),
        Mistake("division by a matrix",
                "You divide by the other factor. A derivative of a product multiplies: what does the index sum say?",
                swap=[("dD @ X.T", "dD @ np.linalg.pinv(X)"), ("W.T @ dD", "np.linalg.pinv(W) @ dD")]),
        Mistake("elementwise product",
                "The operator * multiplies entry by entry. Which product adds up over the index that both factors share?",
                swap=[("dD @ X.T", "dD * X"), ("W.T @ dD", "W * dD")]),
        Mistake("elementwise product, turned around",
                "You turn the factor around, but the operator * multiplies entry by entry. Which product adds up over the index that both factors share?",
                swap=[("dD @ X.T", "dD * X.T"), ("W.T @ dD", "W.T * dD")]),
        Mistake("changes dD",
                "The numbers are right, but the caller's own array was changed.",
                code='''
                def matmul_backward(W, X, dD):
                    dW = dD @ X.T
                    dX = W.T @ dD
                    dD *= 0.0
                    return dW, dX
                '''),
    ]
