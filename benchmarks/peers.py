"""The gradient of the mean log loss as other libraries compute it: each function prepares the data, and gives back a call."""

import numpy as np
import torch
from sklearn._loss import HalfBinomialLoss
from sklearn.linear_model._linear_loss import LinearModelLoss


def scikit_learn(X, y, w, b, threads):
    """The loss and its gradient in one go, as LogisticRegression asks for them in each step."""
    model, weights, labels = LinearModelLoss(HalfBinomialLoss(), fit_intercept=True), np.append(w, b), y.ravel()

    def call():
        slopes = model.loss_gradient(weights, X, labels, n_threads=threads)[1]
        return slopes[:-1], slopes[-1]

    return call


def scikit_learn_gradient(X, y, w, b, threads):
    """The gradient without the loss."""
    model, weights, labels = LinearModelLoss(HalfBinomialLoss(), fit_intercept=True), np.append(w, b), y.ravel()

    def call():
        slopes = model.gradient(weights, X, labels, n_threads=threads)
        return slopes[:-1], slopes[-1]

    return call


def torch_by_hand(X, y, w, b, threads):
    """Our formulas on torch's tensors."""
    X, y, w = map(torch.from_numpy, (X, y, w))

    @torch.inference_mode()
    def call():
        dz = torch.sigmoid(X @ w + b) - y
        return X.T @ dz / len(X), dz.mean()

    return call


def torch_autograd(X, y, w, b, threads):
    """The slopes that torch derives by itself from the loss."""
    X, y = map(torch.from_numpy, (X, y))
    w, b = (torch.tensor(value, dtype=X.dtype, requires_grad=True) for value in (w, b))

    def call():
        w.grad = b.grad = None
        torch.nn.functional.binary_cross_entropy_with_logits(X @ w + b, y).backward()
        return w.grad, b.grad

    return call


PEERS = {
    "scikit-learn, loss and gradient": scikit_learn,
    "scikit-learn, gradient": scikit_learn_gradient,
    "torch, by hand": torch_by_hand,
    "torch, autograd": torch_autograd,
}
