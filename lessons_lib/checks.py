"""Your turn: is it right, and if not, which idea is missing?

A check calls the function that you wrote with a few small inputs, and compares what comes back with what should. Where they
differ, it makes the usual mistakes itself, and names the one that gives your numbers. It answers with a line that starts with

    ○  nothing to judge yet    ✓  correct    ✗  not yet: which idea is missing, for which input, and a question

and never with the solution. It raises nothing, whatever it is given, and leaves what it is given as it was.
"""

import warnings

import numpy as np

from lessons_lib import data, inputs, neuron
from lessons_lib.neuron import sigmoid
from lessons_lib.verdicts import Verdict, check, not_attempted, wrong


# Questions that fit many mistakes.
UNUSED = "Which argument has not been used?"
AVERAGED = "What has been divided by m, and what has not?"
DIVIDED = "What has to be divided by m?"
SHAPE_OF_W = "A gradient has the shape of what it belongs to. What shape does w have?"
OVERWRITTEN = "What does = do to what was there before? And what does += do?"
RETURN_INSIDE = "How far to the right does the return stand?"
ORDER = "What stands after return?"


# Lesson 01 ---------------------------------------------------------------------------------------------------------

TABLE = np.array([[1, 100], [2, 300], [3, 200], [6, 600]])  # whole numbers, and columns on different scales
LABELS = np.array([[1.0], [0.0], [1.0], [1.0]])


def check_standardise(standardise):
    """The verdict on standardise(X) -> X in standard deviations from the mean, (m, n). Lesson 01."""
    return check(
        standardise, "standardise(X) -> X", [(TABLE,), (TABLE[:3] / 7,)],
        lambda X: (X - X.mean(axis=0)) / X.std(axis=0), [
            (lambda X: (X - X.mean()) / X.std(), "One mean and one scale for the whole table: millimetres and grams are mixed.",
             "Which axis runs down the rows, so that each column gets a mean of its own?"),
            (lambda X: (X - X.mean(axis=0)) / X.std(),
             "There is one scale for the whole table.", "Which axis runs down the rows?"),
            (lambda X: (X - X.mean()) / X.std(axis=0),
             "There is one mean for the whole table.", "Which axis runs down the rows?"),
            (lambda X: (X.T - X.mean(axis=1)).T / X.std(axis=1)[:, None],
             "The mean is taken along each row, over different features.",
             "Which axis runs down the rows?"),
            (lambda X: (X - X.mean(axis=0)) / X.var(axis=0), "It divides by the variance, the mean of the squared distances.",
             "In which unit is a distance in mm, once it is squared? What brings it back to mm?"),
            (lambda X: X - X.mean(axis=0),
             "The distance from the mean is there, but still in mm and g.", "How many of the usual distances is it?"),
            (lambda X: X / X.std(axis=0),
             "The unit is gone, but zero does not mean the average bird yet.", "What must be taken away first?"),
            (lambda X: (X.mean(axis=0) - X) / X.std(axis=0), "Large birds come out negative: the difference is turned round.",
             "Should a bill longer than the mean give a positive or a negative number?"),
            (lambda X: X - X.mean(axis=0) / X.std(axis=0),
             "Only the mean is divided by the scale.", "What does Python do first, - or /?"),
            (lambda X: (X - X.mean(axis=0)) / X.std(axis=0, ddof=1), "The scale divides by m - 1, expected m.",
             "Is the mean of the squares their sum divided by m, or by m - 1?"),
            (lambda X: (X - X.min(axis=0)) / (X.max(axis=0) - X.min(axis=0)),
             "The smallest is at 0 and the largest at 1: that is another way to scale.",
             "What should the average bird have, and what is a usual distance from it?"),
        ],
    )


def check_weighted_sum(weighted_sum):
    """The verdict on weighted_sum(x0, x1, w0, w1, b) -> z, a number. Lesson 01."""
    return check(
        weighted_sum, "weighted_sum(x0, x1, w0, w1, b) -> z", [(0.5, -1.5, 2, 3, 0.25), (2, 7, -1, 0.5, -4)],
        lambda x0, x1, w0, w1, b: w0 * x0 + w1 * x1 + b, [
            (lambda x0, x1, w0, w1, b: w0 * x0 + w1 * x1, "The intercept is missing.", "What is z where both features are 0?"),
            (lambda x0, x1, w0, w1, b: w0 * x0 + w1 * x1 - b,
             "The intercept is taken away.", "Should a larger b make z larger, or smaller?"),
            (lambda x0, x1, w0, w1, b: w0 * x1 + w1 * x0 + b,
             "Each feature meets the other one's weight.", "Which weight belongs to x0?"),
            (lambda x0, x1, w0, w1, b: w0 + x0 + w1 + x1 + b,
             "Weights and features are added.", "If a weight is twice as large, how much more should its feature count?"),
            (lambda x0, x1, w0, w1, b: (x0 + x1) * (w0 + w1) + b,
             "Each feature meets both weights.", "Which weight belongs to x0?"),
            (lambda x0, x1, w0, w1, b: 2 * x0 + 2 * x1 + b,
             "The weights are always 2 and 2.", "Which arguments have not been used?"),
            (lambda x0, x1, w0, w1, b: 2 * x0 + 2 * x1,
             "The weights are always 2 and 2.", "Which arguments have not been used?"),
            (lambda x0, x1, w0, w1, b: w0 * x0 * w1 * x1 + b,
             "The two products are multiplied.", "Evidence adds up. Which operator says so?"),
            (lambda x0, x1, w0, w1, b: sigmoid(w0 * x0 + w1 * x1 + b),
             "This is a, the sum after the sigmoid.", "What is asked for, the sum or the probability?"),
        ],
    )


def check_predict(predict):
    """The verdict on predict(X, w, b, threshold) -> predictions, (m, 1), 0 or 1. Lesson 01."""
    X, w = np.array([[-2.0, 0.0], [0.0, 0.0], [1.0, 0.5], [3.0, -1.0]]), np.array([[1.0], [1.0]])
    ask = neuron.forward
    return check(
        predict, "predict(X, w, b, threshold) -> predictions", [(X, w, 0.0, 0.5), (X, w, 0.5, 0.9), (X, w, -0.3, 0.2)],
        lambda X, w, b, threshold: (ask(X, w, b)[1] > threshold).astype(int), [
            (lambda X, w, b, threshold: ask(X, w, b)[1] < threshold,
             "The answers are turned round: it says 1 where the neuron is least sure of it.",
             "Is label 1 the answer for a large a, or for a small one?"),
            (lambda X, w, b, threshold: ask(X, w, b)[1] <= threshold,
             "The answers are turned round: it says 1 where the neuron is least sure of it.",
             "Is label 1 the answer for a large a, or for a small one?"),
            (lambda X, w, b, threshold: ask(X, w, b)[1] >= threshold,
             "A bird exactly on the threshold gets a 1.", "Is 0.5 greater than 0.5?"),
            (lambda X, w, b, threshold: ask(X, w, b)[1] > 0.5,
             "The threshold is always 0.5, whatever is asked for.", UNUSED),
            (lambda X, w, b, threshold: ask(X, w, b)[0] > threshold,
             "The threshold is held against z, the sum before the sigmoid.",
             "Which of the two that forward gives back is a probability?"),
            (lambda X, w, b, threshold: ask(X, w, b)[0] > 0,
             "The threshold is always 0.5, whatever is asked for.", UNUSED),
            (lambda X, w, b, threshold: ask(X, w, b)[1],
             "These are the probabilities.", "A decision is yes or no. Which comparison makes it?"),
            (lambda X, w, b, threshold: ask(X, w, 0.0)[1] > threshold,
             "The intercept is missing.", UNUSED),
            (lambda X, w, b, threshold: ask(X, w, 0.0)[1] >= threshold,
             "The intercept is missing.", UNUSED),
        ],
    )


def check_majority_baseline(majority_baseline):
    """The verdict on majority_baseline(y) -> share, from 0.5 to 1. Lesson 01."""
    return check(
        majority_baseline, "majority_baseline(y) -> share", [(LABELS,), (1 - LABELS,), (np.array([[0], [1], [1]]),)],
        lambda y: max(y.mean(), 1 - y.mean()), [
            (lambda y: y.mean(),
             "This is the share of ones. In the other data set the zeros are more frequent.",
             "Which of the two labels would you always say?"),
            (lambda y: 1 - y.mean(),
             "This is the share of zeros. In the other data set the ones are more frequent.",
             "Which of the two labels would you always say?"),
            (lambda y: min(y.mean(), 1 - y.mean()),
             "This is the share of the rarer label.", "Which of the two labels would you always say?"),
            (lambda y: max(y.sum(), len(y) - y.sum()),
             "This is how many are right, not the share of them.",
             "Right for 150 birds: is that good, out of 151? Out of 1000?"),
            (lambda y: 100 * max(y.mean(), 1 - y.mean()), "This is in per cent.", "Is all of them 1, or 100?"),
            (lambda y: 0.5,
             "A half is the baseline only where both labels are equally frequent.",
             "How often is the guess right if nine in ten are Adelies?"),
            (lambda y: float(y.mean() > 0.5), "This is the label that you would say.", "And how often would it be right?"),
        ],
    )


# Lesson 02 ---------------------------------------------------------------------------------------------------------

NOT_A_SIGMOID = [
    (lambda z: 1 / (1 + np.exp(z)),
     "The curve runs downhill: it is mirrored. A minus is missing.", "Should a large z give an a near 1, or near 0?"),
    (lambda z: 1 / (1 - np.exp(-z)),
     "A minus stands where a plus belongs.", "At z = 0 the denominator must be 2. What is yours?"),
    (lambda z: 1 / 1 + np.exp(-z),
     "This is larger than 1: only the first 1 is divided.",
     "Can a probability be larger than 1? What does Python do first, / or +?"),
    (lambda z: 1 / np.exp(-z) + 1, "The 1 is added to the whole fraction.", "What holds the denominator together?"),
    (lambda z: 1 / np.exp(1 - z), "The 1 has slipped into the exponent.", "Where does the bracket of exp end?"),
    (lambda z: 2 * np.exp(z), "Without its bracket the fraction ends too early.", "What does Python do first, / or +?"),
    (lambda z: np.exp(-z), "This is one part of the denominator.", "Can a probability be larger than 1?"),
    (lambda z: -1 / (1 + np.exp(-z)), "All values are negative.", "Can a probability be negative?"),
    (lambda z: np.exp(z),
     "These are the odds, not the probability.",
     "Odds of 4 to 1 are a probability of 0.8. How do you get from one to the other?"),
    (lambda z: np.tanh(z), "This curve runs from -1 to 1.", "Between which two numbers must a probability lie?"),
    (lambda z: 1 / (1 + 2.0**-z), "The base of the power is 2.", "Which base does the exponential function have?"),
    (lambda z: 1 / (1 + 10.0**-z), "The base of the power is 10.", "Which base does the exponential function have?"),
    (lambda z: np.where(np.asarray(z) > 0, 1, 0),
     "Every answer is 0 or 1.", "Has an integer array swallowed what comes after the point? Or is it a step?"),
    (lambda z: np.trunc(sigmoid(z)),
     "Every answer is 0 or 1.", "Has an integer array swallowed what comes after the point? Or is it a step?"),
    (lambda z: np.round(sigmoid(z)), "Every answer is 0 or 1.", "Has the answer been rounded?"),
]


def check_sigmoid(sigmoid):
    """The verdict on sigmoid(z) -> a, shaped like z. Lesson 02."""
    cases = [(1.5,), (np.array([-2, 0, 3]),), (np.array([[-4.0], [0.5], [0.0]]),)]
    return check(sigmoid, "sigmoid(z) -> a", cases, neuron.sigmoid, NOT_A_SIGMOID)


def check_sigmoid_slope(sigmoid_slope):
    """The verdict on sigmoid_slope(a) -> the slope of the sigmoid where its output is a. Lesson 02."""
    return check(
        sigmoid_slope, "sigmoid_slope(a) -> slope", [(0.25,), (np.array([0.1, 0.5, 0.99]),)], lambda a: a * (1 - a), [
            (lambda a: a * (1 + a),
             "A plus stands where a minus belongs.", "Where the neuron is sure, a = 1: how steep is the curve there?"),
            (lambda a: a * (a - 1), "The slope is negative, and the curve never falls.", "Which difference is turned round?"),
            (lambda a: 1 - a, "One factor is missing.", "At a = 0 the curve is flat. What is your slope there?"),
            (lambda a: a, "One factor is missing.", "At a = 1 the curve is flat. What is your slope there?"),
            (lambda a: a**2, "Both factors are a.", "At a = 1 the curve is flat. What is your slope there?"),
            (lambda a: sigmoid(a) * (1 - sigmoid(a)),
             "It takes a for z, and puts it through the sigmoid once more.",
             "What does the function get, the sum or the output?"),
            (lambda a: a - 1, "u and 1/u have changed places.", "u is 1/a. What is 1/u?"),
            (lambda a: a * 1 - a, "Without its bracket the product ends too early.", "What does Python do first, * or -?"),
        ],
    )


def check_stable_sigmoid(stable_sigmoid):
    """The verdict on stable_sigmoid(z) -> a, shaped like z, without an overflow for any z. Lesson 02."""
    cases = [(np.array([-1000.0, -2.0, 0.0, 3.0, 1000.0]),), (np.array([[-800], [800], [1]]),)]
    return check(stable_sigmoid, "stable_sigmoid(z) -> a", cases, neuron.sigmoid, [
        (lambda z: np.exp(z) / (1 + np.exp(z)),
         "Far to the right it is inf / inf, and that is nan.",
         "Which of the two forms asks for exp(1000) at z = 1000? Where is it safe?"),
        (lambda z: 1 / (1 + np.exp(z)), "The curve is mirrored: the two forms have changed places, or a minus is missing.",
         "Should a large z give an a near 1, or near 0?"),
        (lambda z: 1 / (1 + np.exp(-np.abs(z))),
         "It never falls below a half.", "The left half needs the other form. Which test tells left from right?"),
        (lambda z: np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))),
         "It never rises above a half.", "The right half needs the other form. Which test tells left from right?"),
        *NOT_A_SIGMOID[1:],
    ], quiet=True)


# Lesson 03 ---------------------------------------------------------------------------------------------------------

OUTPUTS = np.array([[0.8], [0.3], [0.6], [0.4]])


def check_probability_of_truth(probability_of_truth):
    """The verdict on probability_of_truth(y, a) -> the probability that a gave to what happened, (m, 1). Lesson 03."""
    return check(
        probability_of_truth, "probability_of_truth(y, a) -> probability", [(LABELS, OUTPUTS), (1 - LABELS, OUTPUTS)],
        lambda y, a: np.where(y == 1, a, 1 - a), [
            (lambda y, a: np.where(y == 1, 1 - a, a),
             "This is the probability of what did not happen.",
             "The neuron says a = 0.8, and the label is 1. How likely was that to the neuron?"),
            (lambda y, a: a, "This is the probability of label 1 for every sample.", "What happened where the label is 0?"),
            (lambda y, a: 1 - a, "This is the probability of label 0 for every sample.", "What happened where the label is 1?"),
            (lambda y, a: y * a,
             "Where the label is 0, the probability of what happened is not 0.",
             "How likely was label 0, if label 1 had the probability a?"),
            (lambda y, a: np.where(a > 0.5, a, 1 - a),
             "It looks at the neuron's opinion, not at what happened.", "Which of the two arguments says what happened?"),
        ],
    )


def _lost_logs(y, a):
    return y * np.log(a) + (1 - y) * np.log(1 - a)


def check_log_loss(log_loss):
    """The verdict on log_loss(y, a) -> the mean log loss, a number. Lesson 03."""
    return check(
        log_loss, "log_loss(y, a) -> loss",
        [(LABELS, OUTPUTS), (1 - LABELS[:3], OUTPUTS[:3])], lambda y, a: -np.mean(_lost_logs(y, a)), [
            (lambda y, a: np.mean(_lost_logs(y, a)),
             "The minus is missing: the loss is negative, and the better neuron has the larger one.",
             "The logarithm of a probability is never positive. What turns it into a cost?"),
            (lambda y, a: -np.sum(_lost_logs(y, a)),
             "A sum stands where a mean belongs.", "Is the neuron twice as wrong if every bird is counted twice?"),
            (lambda y, a: -np.mean(_lost_logs(y, a)) / len(y),
             "The mean is divided by m once more.", "What does np.mean divide by?"),
            (lambda y, a: np.sum(_lost_logs(y, a)),
             "A sum stands where a mean belongs, and the minus is missing.",
             "What makes a cost of it, and what makes it independent of m?"),
            (lambda y, a: -np.mean(_lost_logs(y, a)) / np.log(2),
             "The logarithm has base 2: these are bits, not nats.", "Which function is the natural logarithm?"),
            (lambda y, a: -np.mean(_lost_logs(y, a)) / np.log(10),
             "The logarithm has base 10.", "Which function is the natural logarithm?"),
            (lambda y, a: -np.mean(_lost_logs(a, y)),
             "Labels and probabilities have changed places: the logarithm is taken of a label.",
             "Which of the two is never exactly 0?"),
            (lambda y, a: -np.mean(_lost_logs(1 - y, a)),
             "The labels are swapped: label 1 is charged for 1 - a.", "If y is 1, what had the neuron given to it?"),
            (lambda y, a: -np.mean(y * np.log(a)),
             "Samples with label 0 cost nothing.", "Which half of the formula speaks where y is 0?"),
            (lambda y, a: -np.mean((1 - y) * np.log(1 - a)),
             "Samples with label 1 cost nothing.", "Which half of the formula speaks where y is 1?"),
            (lambda y, a: np.mean(-y * np.log(a) + (1 - y) * np.log(1 - a)),
             "The minus covers only one of the two halves.",
             "Each sample lets only one half speak. Does it cost something in both cases?"),
            (lambda y, a: -np.mean(np.log(a) + np.log(1 - a)),
             "The labels are not used: every sample pays for both answers.", "What silences the half that did not happen?"),
            (lambda y, a: -np.mean(np.log(a)),
             "The labels are not used.", "What had the neuron given to a sample with label 0?"),
            (lambda y, a: -np.mean(y * np.log(a) + (1 - y) * np.log(1 + a)),
             "A sample with label 0 is charged for 1 + a.", "Can a probability be larger than 1?"),
            (lambda y, a: -_lost_logs(y, a),
             "Every sample has a loss of its own.", "One number is wanted. What makes one of m?"),
            (lambda y, a: -_lost_logs(y, a) / len(y),
             "Every sample has a share of its own: the sum is missing.", "What does the Σ in the formula ask for?"),
            (lambda y, a: -np.mean(y * np.log(a) + 1 - y * np.log(1 - a)),
             "1 - y has lost its bracket.", "What does Python do first, - or *?"),
            (lambda y, a: -np.log(np.mean(np.where(y == 1, a, 1 - a))),
             "The logarithm is taken of the mean.", "Is that the mean of the logarithms?"),
            (lambda y, a: np.mean((a - y) ** 2), "This is the squared error.", "Which function of the probability is wanted?"),
            (lambda y, a: np.mean(1 - np.where(y == 1, a, 1 - a)),
             "The logarithm is missing.", "What turns a product of probabilities into a sum?"),
        ],
    )


def check_log_loss_from_z(log_loss_from_z):
    """The verdict on log_loss_from_z(y, z) -> the mean log loss, finite for every finite z. Lesson 03."""
    y, z, far, one = np.array([[1.0], [0.0], [1.0]]), np.array([[2.0], [-0.5], [-3.0]]), np.array([[1000.0]]), np.array([[1.0]])
    rest = lambda z: np.log1p(np.exp(-np.abs(z)))
    return check(
        log_loss_from_z, "log_loss_from_z(y, z) -> loss",
        [(y, z), (1 - y, z), (one, far), (1 - one, -far), (1 - one, far), (one, -far)],
        lambda y, z: np.mean(np.maximum(z, 0) - y * z + rest(z)), [
            (lambda y, z: -np.mean(_lost_logs(y, sigmoid(z))),
             "It goes through a, which is exactly 0 or 1 at z = 1000.", "Which number still has all its digits?"),
            (lambda y, z: np.mean(np.maximum(z, 0) + y * z + rest(z)),
             "The middle term has the wrong sign: a large z makes label 1 dearer.",
             "Should a large z cost more, or less, where y is 1?"),
            (lambda y, z: np.mean(np.maximum(z, 0) + rest(z)),
             "The labels are not used.", "Which term tells label 1 from label 0?"),
            (lambda y, z: np.mean(-y * z + rest(z)),
             "The first term is missing, and a loss can be negative.", "What has to stand in front where z is positive?"),
            (lambda y, z: np.mean(np.maximum(z, 0) - y * z),
             "The logarithm is missing.", "What does a neuron pay at z = 0, where it knows nothing?"),
            (lambda y, z: np.mean(np.abs(z) - y * z + rest(z)),
             "The first term is right only where z is positive.", "Which is larger at z = -3, z or 0?"),
            (lambda y, z: np.mean(z - y * z + rest(z)),
             "The first term is right only where z is positive.", "Which is larger at z = -3, z or 0?"),
            (lambda y, z: np.mean(rest(z) + (1 - y) * np.abs(z)),
             "The first term is right only where z is positive.", "Which is larger at z = -3, z or 0?"),
            (lambda y, z: np.mean(np.max(z, 0) - y * z + rest(z)),
             "np.max takes the largest of all samples; its 0 is an axis.",
             "Which function takes the larger of two, row by row?"),
            (lambda y, z: np.mean(np.maximum(z, 0) - y * z - rest(z)),
             "The logarithm is taken away.", "Can a sample cost less than nothing?"),
            (lambda y, z: np.mean(np.minimum(z, 0) - y * z + rest(z)),
             "The first term takes the smaller one.", "Which is larger, z or 0?"),
            (lambda y, z: np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(np.abs(z)))),
             "exp gets a number that is too large: a minus is missing.", "Which sign must the argument of exp have, always?"),
            (lambda y, z: np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-z))),
             "exp gets a number that is too large where z is negative.",
             "What makes the argument of exp negative for every z?"),
            (lambda y, z: np.mean(np.log1p(np.exp(-z)) + (1 - y) * z),
             "This is the formula before the last step: exp(-z) overflows where z is far below 0.",
             "What can be taken out of the logarithm?"),
            (lambda y, z: np.mean(np.log1p(np.exp(z)) - y * z),
             "exp(z) overflows where z is large.", "What makes the argument of exp negative for every z?"),
            (lambda y, z: np.mean(np.maximum(z, 0) - y * z + np.exp(-np.abs(z))),
             "The logarithm is missing around 1 + exp.", "What does a neuron pay at z = 0, where it knows nothing?"),
            (lambda y, z: np.mean(np.maximum(z, 0) - (1 - y) * z + rest(z)),
             "The labels are swapped.", "Where does a large z cost nothing: where y is 1, or where it is 0?"),
            (lambda y, z: np.sum(np.maximum(z, 0) - y * z + rest(z)),
             "A sum stands where a mean belongs.", "Is the neuron twice as wrong if every bird is counted twice?"),
            (lambda y, z: -np.mean(np.maximum(z, 0) - y * z + rest(z)), "The loss is negative.", "Is there a minus too many?"),
            (lambda y, z: np.maximum(z, 0) - y * z + rest(z),
             "Every sample has a loss of its own.", "One number is wanted. What makes one of m?"),
        ], quiet=True,
    )


# Lesson 04 ---------------------------------------------------------------------------------------------------------

def check_loss_slope(loss_slope):
    """The verdict on loss_slope(y, a) -> ∂L/∂z of one sample. Lesson 04."""
    return check(
        loss_slope, "loss_slope(y, a) -> slope", [(1, 0.8), (0, 0.3), (1.0, 0.1)], lambda y, a: a - y, [
            (lambda y, a: y - a, "The sign is wrong: this points downhill, and the slope points uphill.",
             "Label 1, a = 0.8: nudge z up, and a comes closer to 1. Does the loss rise or fall? Is its slope positive or negative?"),
            (lambda y, a: -y / a + (1 - y) / (1 - a),
             "This is the first link alone, ∂L/∂a.", "The loss should be nudged through z. Which link leads from z to a?"),
            (lambda y, a: a * (1 - a), "This is the second link alone, ∂a/∂z.", "Which link leads from a to the loss?"),
            (lambda y, a: -y / a + (1 - y) / (1 - a) + a * (1 - a),
             "The two links are added.", "What does the chain rule do with the links of a chain?"),
            (lambda y, a: (a - y) * a * (1 - a),
             "The slope of the sigmoid is in it twice, or was not cancelled.",
             "What is left of the fractions 1/a and 1/(1 - a) when you multiply by a(1 - a)?"),
            (lambda y, a: 2 * (a - y) * a * (1 - a), "This is the slope of the squared error.", "What is the slope of -log a?"),
            (lambda y, a: 2 * (a - y),
             "It is twice too large.", "Where does the 2 come from? There is no square in the log loss."),
            (lambda y, a: -y / a + (1 - y) / (1 - a) * a * (1 - a),
             "Only the second fraction is multiplied.", "What does Python do first, + or *?"),
            (lambda y, a: a, "This is right only where the label is 0.", "What is left of the first fraction where y is 1?"),
            (lambda y, a: -y * (1 - a),
             "Half of the loss is missing: label 0 costs nothing.", "What does the second fraction leave?"),
            (lambda y, a: a + y,
             "A plus stands where a minus belongs.", "Where the neuron is sure and right, what should the slope be?"),
            (lambda y, a: -y + a - 2 * y * a,
             "A sign was lost when a bracket was opened.", "What is -y (1 - a) without its bracket?"),
            (lambda y, a: -_lost_logs(y, a), "This is the loss itself.", "How does it move when z does?"),
            (lambda y, a: (a - y) ** 2,
             "This is the squared error.", "Which loss does the neuron have? And how does it move when z does?"),
            (lambda y, a: abs(a - y),
             "It is never negative: a minus is lost.",
             "Which fraction had one in front? How else would the weights know the way?"),
        ],
    )


ONE_SAMPLE = [
    (np.array([[2.0, -1.0]]), np.array([[1.0]]), np.array([[0.5], [0.25]]), 0.5),
    (np.array([[0.5, 3.0, 1.0]]), np.array([[0.0]]), np.array([[0.2], [0.1], [-0.4]]), -0.3),
]


def check_gradients_of_one_sample(gradients_of_one_sample):
    """The verdict on gradients_of_one_sample(x, y, w, b) -> dw (n, 1), db a number, for one row x (1, n). Lesson 04."""
    def slopes(x, y, w, b, error=lambda z, y: sigmoid(z) - y):
        dz = error(x @ w + b, y)
        return x.T @ dz, dz[0, 0]

    def with_(dw=lambda dw, *case: dw, db=lambda db, *case: db):
        return lambda *case: (dw(slopes(*case)[0], *case), db(slopes(*case)[1], *case))

    return check(
        gradients_of_one_sample, "gradients_of_one_sample(x, y, w, b) -> dw, db", ONE_SAMPLE, slopes, [
            (lambda *case: slopes(*case, error=lambda z, y: y - sigmoid(z)),
             "Both signs are wrong.", "Which is it, output minus label, or label minus output?"),
            (lambda *case: slopes(*case, error=lambda z, y: z - y),
             "The error is taken from z, before the sigmoid.", "Which of the two that forward gives back is a probability?"),
            (lambda *case: slopes(*case, error=lambda z, y: (sigmoid(z) - y) * sigmoid(z) * (1 - sigmoid(z))),
             "The slope of the sigmoid is in it once too often.", "What cancels it?"),
            (with_(dw=lambda dw, *case: dw.T),
             "dw is a row.", "A gradient has the shape of what it belongs to. How does w lie, and what turns x on its side?"),
            (with_(dw=lambda dw, *case: dw[:, 0]),
             "dw is flat.", SHAPE_OF_W),
            (with_(db=lambda db, *case: np.full((1, 1), db)),
             "db is an array of shape (1, 1), expected a number.", "How do you take the number out of row 0, column 0?"),
            (with_(db=lambda db, *case: np.full(1, db)),
             "db is an array of shape (1,), expected a number.", "How do you take the number out of row 0, column 0?"),
            (with_(dw=lambda dw, x, y, w, b: np.full_like(w, slopes(x, y, w, b)[1])),
             "The last link is missing in dw.", "How far does z move when a weight moves by one?"),
            (with_(dw=lambda dw, x, y, w, b: w * slopes(x, y, w, b)[1]), "dw is error times weight.",
             "Nudge a weight by one. By how much does z move: by the weight, or by what it is multiplied with?"),
            (with_(dw=lambda dw, x, y, w, b: np.full((1, 1), slopes(x, y, w, b)[1])),
             "The last link is missing in dw.", "How far does z move when a weight moves by one?"),
            (lambda *case: slopes(*case, error=lambda z, y: sigmoid(z) * (1 - sigmoid(z))),
             "dz is the second link alone, ∂a/∂z.", "Which link leads from a to the loss?"),
            (with_(db=lambda db, *case: 1), "db is the last link alone, ∂z/∂b.", "Which slope had arrived before it?"),
            (with_(db=lambda db, x, y, w, b: db * b), "db is error times b.", "By how much does z move when b moves by one?"),
            (with_(db=lambda db, x, y, w, b: b), "db is b itself.", "By how much does the loss move when b does?"),
            (lambda *case: slopes(*case)[::-1], "dw and db come back in the wrong order.", ORDER),
        ],
    )


def _cubic(w):
    return float(w[0, 0] ** 3 + 2 * w[0, 0] * w[1, 0] - 5 * w[1, 0] + np.sum(w[2:] ** 3))


_cubic.__name__ = "loss of w0³ + 2·w0·w1 - 5·w1"  # what a learner is shown


def _nudged(loss, w, up, down, over):
    """The slopes by nudging each weight from w + down to w + up, divided by `over`."""
    nudges = np.eye(len(w))[:, :, None]
    return np.array([[(loss(w + up * nudge) - loss(w + down * nudge)) / over] for nudge in nudges])


def check_numerical_gradient(numerical_gradient):
    """The verdict on numerical_gradient(loss, w, h) -> slopes (n, 1), from nudges to both sides. Lesson 04."""
    return check(
        numerical_gradient, "numerical_gradient(loss, w, h) -> slopes",
        [(_cubic, np.array([[1.0], [2.0]]), 0.5), (_cubic, np.array([[-0.5], [1.5], [0.5]]), 0.001)],
        lambda loss, w, h: _nudged(loss, w, h, -h, 2 * h), [
            (lambda loss, w, h: _nudged(loss, w, h, 0, h),
             "It nudges to one side only.", "What does the bend of the curve do to your slope? And if you go to both sides?"),
            (lambda loss, w, h: _nudged(loss, w, 0, -h, h),
             "It nudges to one side only.", "What does the bend of the curve do to your slope? And if you go to both sides?"),
            (lambda loss, w, h: _nudged(loss, w, h, -h, h),
             "Every slope is twice too large.", "How far is it from w - h to w + h?"),
            (lambda loss, w, h: _nudged(loss, w, h, -h, 1),
             "The differences are not divided by the distance.",
             "A slope is rise per step. How long is the step from w - h to w + h?"),
            (lambda loss, w, h: _nudged(loss, w, h, -h, 2),
             "The differences are divided by 2, not by the distance.", "How far is it from w - h to w + h?"),
            (lambda loss, w, h: _nudged(loss, w, -h, h, 2 * h),
             "The signs are turned round.", "Which loss comes first, the one at w + h or the one at w - h?"),
            (lambda loss, w, h: _nudged(loss, w, h, -h, 2 * h).T,
             "The slopes are a row.", SHAPE_OF_W),
            (lambda loss, w, h: _nudged(loss, w, h, -h, 2 * h)[:, 0],
             "The slopes are flat.", SHAPE_OF_W),
            (lambda loss, w, h: np.full(w.shape, (loss(w + h) - loss(w - h)) / (2 * h)),
             "All weights are nudged at once.", "You want the slope of one weight. What must the others do?"),
            (lambda loss, w, h: (loss(w + h) - loss(w - h)) / (2 * h),
             "All weights are nudged at once.", "You want the slope of one weight. What must the others do?"),
            (lambda loss, w, h: _nudged(loss, w, h, -h, 2 * h)[-1, 0],
             "Only the slope of the last weight is left.", "What does slopes = ... do to what was there before?"),
            (lambda loss, w, h: _nudged(loss, w, h, -h, 2 * h) * np.eye(len(w), 1),
             "Only the first weight is nudged.", "How far does the loop run, and how far to the right does the return stand?"),
            (lambda loss, w, h: np.array([[loss(w + h * e[:, None]) - loss(w - h * e[:, None]) / (2 * h)] for e in np.eye(len(w))]),
             "Only the second loss is divided.", "What does Python do first, - or /?"),
            (lambda loss, w, h: np.array([[(loss(w + h * e[:, None]) - loss(w - h * e[:, None])) / (2 * h)] for e in np.tri(len(w))]),
             "The weights before this one are still nudged.", "Where does the nudge have to begin anew?"),
            (lambda loss, w, h: _nudged(loss, w, h, 0, 2 * h),
             "It nudges to one side, and divides by both.", "How far is it from w to w + h?"),
            (lambda loss, w, h: _nudged(loss, w, h, -h, h / 2),
             "The differences are divided by the wrong distance.", "h / 2 * h is (h / 2) * h. What is 2h?"),
            (lambda loss, w, h: _nudged(loss, w, h, -h, 2 / h),
             "The differences are multiplied by h.", "What does Python make of x / 2 * h?"),
            (lambda loss, w, h: _nudged(loss, w, 6e-6, -6e-6, 1.2e-5),
             "The nudge is always the same, whatever h is.", UNUSED),
        ], rtol=1e-6,
    )


# Lesson 05 ---------------------------------------------------------------------------------------------------------

SAMPLES = np.array([[1.0, -0.5], [-1.0, 2.0], [0.5, 0.5], [2.0, 1.0], [-1.5, 0.0]])
THEIR_LABELS = np.array([[1.0], [0.0], [1.0], [1.0], [0.0]])
WEIGHTS = np.array([[0.4], [-0.2]])
MORE = np.array([[1.0, 2.0, -1.0], [0.5, -1.0, 0.0], [3.0, 1.0, 2.0], [-2.0, 0.5, 1.0]])
MORE_WEIGHTS = np.array([[0.3], [-0.2], [0.1]])


def check_update(update):
    """The verdict on update(w, b, dw, db, learning_rate) -> w, b after one step downhill. Lesson 05."""
    dw = np.array([[0.1], [-0.3]])
    return check(
        update, "update(w, b, dw, db, learning_rate) -> w, b", [(WEIGHTS, 0.5, dw, 0.2, 0.5), (WEIGHTS, -1.0, -dw, 0.4, 2.0)],
        lambda w, b, dw, db, rate: (w - rate * dw, b - rate * db), [
            (lambda w, b, dw, db, rate: (w + rate * dw, b + rate * db),
             "The step goes uphill.", "The gradient points to where the loss grows. Where do you want to go?"),
            (lambda w, b, dw, db, rate: (w - dw, b - db), "The learning rate is not used.", "How far do you go?"),
            (lambda w, b, dw, db, rate: (w - rate * dw, b),
             "b has not moved.", "The intercept has a slope as well. What is it called?"),
            (lambda w, b, dw, db, rate: (w, b - rate * db),
             "w has not moved.", "The weights have slopes as well. What are they called?"),
            (lambda w, b, dw, db, rate: (w - rate * dw, b + rate * db),
             "b goes uphill.", "Which sign belongs to the step of b?"),
            (lambda w, b, dw, db, rate: (w + rate * dw, b - rate * db),
             "w goes uphill.", "Which sign belongs to the step of w?"),
            (lambda w, b, dw, db, rate: (w - rate * dw, b - db), "The step of b has no learning rate.", "How far does b go?"),
            (lambda w, b, dw, db, rate: (w - dw, b - rate * db), "The step of w has no learning rate.", "How far does w go?"),
            (lambda w, b, dw, db, rate: (-rate * dw, -rate * db),
             "This is the step alone, not the place where it leads.", "Where did it start from?"),
            (lambda w, b, dw, db, rate: (rate * dw, rate * db),
             "This is the step alone, not the place where it leads.", "Where did it start from?"),
            (lambda w, b, dw, db, rate: (w - dw / rate, b - db / rate),
             "It divides by the learning rate.", "Should a larger learning rate make a longer step, or a shorter one?"),
            (lambda w, b, dw, db, rate: (w - rate * db, b - rate * db),
             "The weights take the step of b.", "Which slopes belong to w?"),
            (lambda w, b, dw, db, rate: (w - rate * w, b - rate * b),
             "The steps do not follow the slopes.", "Which of the arguments are the slopes?"),
            (lambda w, b, dw, db, rate: (b - rate * db, w - rate * dw),
             "w and b come back in the wrong order.", ORDER),
        ],
    )


def _pass(X, y, w, b, error=lambda a, y: a - y):
    """The losses, and the slopes of w and b, of each sample: (m,), (m, n), (m,)."""
    z, a = neuron.forward(X, w, b)
    dz = error(a, y)
    return -_lost_logs(y, a)[:, 0], X * dz, dz[:, 0]


def _gathered(gather, gather_w=None, gather_b=None, **changes):
    """one_pass with its three sums gathered in other ways than by the mean."""
    def mistaken(X, y, w, b):
        losses, dw, db = _pass(X, y, w, b, **changes)
        return gather(losses), (gather_w or gather)(dw).reshape(-1, 1), (gather_b or gather_w or gather)(db)
    return mistaken


def _mean(values):
    return values.mean(axis=0)


def _sum(values):
    return values.sum(axis=0)


def _divided_inside(X, y, w, b):
    total = [0.0, 0.0, 0.0]
    for i in range(len(X)):
        one = _gathered(_mean)(X[i : i + 1], y[i : i + 1], w, b)
        total = [(before + now) / len(X) for before, now in zip(total, one)]
    return total


def check_one_pass(one_pass):
    """The verdict on one_pass(X, y, w, b) -> mean loss, dw (n, 1), db, added up sample by sample. Lesson 05."""
    return check(
        one_pass, "one_pass(X, y, w, b) -> loss, dw, db",
        [(SAMPLES[:2], THEIR_LABELS[:2], WEIGHTS, 0.1), (MORE, LABELS, MORE_WEIGHTS, -0.4)],
        _gathered(_mean), [
            (_gathered(_sum),
             "Sums stand where means belong.", "Is the slope of the mean twice as large with twice as many birds?"),
            (_gathered(_mean, _sum),
             "dw and db are sums, expected means.", "The loss is divided by m. What does that do to its slopes?"),
            (_gathered(_mean, _mean, _sum), "db is not averaged.", AVERAGED),
            (_gathered(_mean, _sum, _mean), "dw is not averaged.", AVERAGED),
            (_gathered(_sum, _mean), "The loss is not averaged.", AVERAGED),
            (_gathered(_mean, error=lambda a, y: y - a),
             "dw and db have the wrong sign.", "Which is it, output minus label, or label minus output?"),
            (_gathered(lambda v: v[-1], lambda v: v[-1]),
             "Only the last sample is left.", OVERWRITTEN),
            (_gathered(lambda v: v[-1] / len(v)),
             "Only the last sample is left.", OVERWRITTEN),
            (_gathered(_mean, lambda v: v[-1] / len(v)),
             "In dw and db only the last sample is left.", OVERWRITTEN),
            (_gathered(_mean, lambda v: v[-1] / len(v), _mean),
             "In dw only the last sample is left.", OVERWRITTEN),
            (_gathered(_mean, _mean, lambda v: v[-1] / len(v)),
             "In db only the last sample is left.", OVERWRITTEN),
            (_gathered(lambda v: v[-1] / len(v), _mean),
             "In the loss only the last sample is left.", OVERWRITTEN),
            (_gathered(lambda v: v[:-1].sum(axis=0) / len(v)),
             "The last sample is left out.", "Which numbers does range(m - 1) give?"),
            (_gathered(lambda v: v[1:].sum(axis=0) / len(v)),
             "The first sample is left out.", "Which numbers does range(1, m) give?"),
            (lambda *case: (_gathered(_sum)(*case)[0], np.mean(_gathered(_sum)(*case)[1]), _gathered(_sum)(*case)[2]),
             "These are still sums: np.mean of one number is that number.", "How many samples went into each sum?"),
            (_gathered(lambda v: v[0] / len(v)),
             "It stops after the first sample.", RETURN_INSIDE),
            (_gathered(lambda v: v.sum(axis=0) / 2), "It divides by the number of features.", "Over what is the mean taken?"),
            (_gathered(lambda v: v.mean(axis=0) / len(v)),
             "It is divided by m twice.", "Does a division stand inside the loop as well as behind it?"),
            (_divided_inside,
             "The division by m stands inside the loop.", "When may the sums be divided: while they grow, or at the end?"),
            (_gathered(_mean, error=lambda a, y: (a - y) * a * (1 - a)),
             "The slope of the sigmoid is in it once too often.", "What cancels it?"),
            (lambda X, y, w, b: (neuron.log_loss_from_z(y, neuron.forward(X, w, b)[1]), *_gathered(_mean)(X, y, w, b)[1:]),
             "The loss from z is given a.", "Which of the two that forward gives back does it want?"),
            (_gathered(lambda v: -_mean(v), _mean), "The loss is negative.", "Which minus is missing?"),
        ],
    )


def _trained(X, y, learning_rate, iterations, step=None, reset=True, steps=0, record="before", start=0.0):
    """train_loop, with one mistake or none."""
    w, b, losses = np.full((X.shape[1], 1), start), start, []
    total_w, total_b = np.zeros_like(w), 0.0
    for _ in range(iterations + steps):
        dw, db = neuron.gradients(X, y, w, b)
        total_w, total_b = (dw, db) if reset else (total_w + dw, total_b + db)
        losses.append(neuron.log_loss_from_z(y, X @ w + b))
        w, b = (step or _downhill)(X, y, w, b, total_w, total_b, learning_rate)
        if record == "after":
            losses[-1] = neuron.log_loss_from_z(y, X @ w + b)
    return w, b, losses + [neuron.log_loss_from_z(y, X @ w + b)] * (record == "both")


def _downhill(X, y, w, b, dw, db, rate):
    return w - rate * dw, b - rate * db


def _never_reset(X, y, rate, iterations):
    w, b, losses, loss, dw, db = np.zeros((X.shape[1], 1)), 0.0, [], 0.0, 0.0, 0.0
    for _ in range(iterations):
        slopes = neuron.gradients(X, y, w, b)
        loss, dw, db = loss + neuron.log_loss_from_z(y, X @ w + b), dw + slopes.dw, db + slopes.db
        losses.append(loss)
        w, b = _downhill(X, y, w, b, dw, db, rate)
    return w, b, losses


def _moved_by_each_sample(X, y, rate, iterations, growing=False):
    w, b, losses = np.zeros((X.shape[1], 1)), 0.0, []
    for _ in range(iterations):
        loss, dw, db = 0.0, 0.0, 0.0
        for i in range(len(X)):
            x, label = X[i : i + 1], y[i : i + 1]
            loss += neuron.log_loss_from_z(label, x @ w + b)
            slopes = neuron.gradients(x, label, w, b)
            dw, db = (dw + slopes.dw, db + slopes.db) if growing else slopes
            w, b = w - rate * dw / len(X), b - rate * db / len(X)
        losses.append(loss / len(X))
    return w, b, losses


def _moved_once(X, y, rate, iterations):
    w, b, losses = _trained(X, y, rate, 1)
    return w, b, losses * iterations


def check_train_loop(train_loop):
    """The verdict on train_loop(X, y, learning_rate, iterations) -> w, b, and the loss before each update. Lesson 05."""
    def with_(**mistake):
        return lambda *case: _trained(*case, **mistake)

    def with_step(step):
        return with_(step=step)

    return check(
        train_loop, "train_loop(X, y, learning_rate, iterations) -> w, b, losses",
        [(SAMPLES, THEIR_LABELS, 0.5, 4), (MORE, LABELS, 1.0, 3)],
        _trained, [
            (with_(steps=-1), "It takes one step too few.", "How many numbers are in range(1, 4)?"),
            (with_(steps=1), "It takes one step too many.", "How many numbers are in range(4 + 1)?"),
            (with_(record="after"),
             "Each loss is taken after its update.",
             "Which loss should be the first in the list: the one at the start, or the one after one step?"),
            (with_(record="both"),
             "There is one loss too many: the one after the last update.", "How many losses are wanted for 4 iterations?"),
            (_never_reset, "The sums of earlier iterations are still in loss, dw and db.",
             "Where must they be put back to 0: before both loops, or between them?"),
            (_moved_by_each_sample, "The update stands inside the inner loop: every bird moves w.",
             "How far to the right does the update stand? When have all birds been asked?"),
            (lambda *case: _moved_by_each_sample(*case, growing=True), "The update stands inside the inner loop: every bird moves w.",
             "How far to the right does the update stand? When have all birds been asked?"),
            (_moved_once, "Only one step is left of all.",
             "Are w and b put back to 0 in every iteration, or does the update stand after both loops?"),
            (lambda X, y, rate, iterations: _trained(X, y, rate, 1),
             "It stops after the first iteration.", RETURN_INSIDE),
            (with_step(lambda X, y, w, b, dw, db, rate: (-rate * dw, -rate * db)),
             "The step alone is kept, not the place where it leads.", "Where did it start from?"),
            (with_step(lambda X, y, w, b, dw, db, rate: (rate * dw, rate * db)),
             "The step alone is kept, not the place where it leads.", "Where did it start from?"),
            (with_(reset=False),
             "The gradients of earlier iterations are still in dw and db.",
             "Where must dw and db be put back to 0: before both loops, or between them?"),
            (with_step(lambda X, y, w, b, dw, db, rate: (w + rate * dw, b + rate * db)),
             "It climbs: the loss grows.",
             "Output minus label, and then minus the step. Which of the two signs is turned round?"),
            (with_step(lambda X, y, w, b, dw, db, rate: (w - rate * dw, b - rate * neuron.gradients(X, y, w - rate * dw, b).db)),
             "db is computed with the new w.",
             "All slopes belong to one place. Must they be computed before anything moves, or after?"),
            (with_step(lambda X, y, w, b, dw, db, rate: (w - rate * len(X) * dw, b - rate * len(X) * db)),
             "Sums stand where means belong: each step is m times too long.", DIVIDED),
            (with_step(lambda X, y, w, b, dw, db, rate: (w - rate * dw, b - rate * len(X) * db)),
             "db is not averaged.", AVERAGED),
            (with_step(lambda X, y, w, b, dw, db, rate: (w - rate * len(X) * dw, b - rate * db)),
             "dw is not averaged.", AVERAGED),
            (with_step(lambda X, y, w, b, dw, db, rate: (w - rate * dw / len(X), b - rate * db / len(X))),
             "The gradient is divided by m twice.", "Does gradients give back sums, or means?"),
            (with_step(lambda X, y, w, b, dw, db, rate: (w - rate * dw, b)),
             "b never moves.", "Which line updates the intercept?"),
            (with_step(lambda X, y, w, b, dw, db, rate: (w, b - rate * db)),
             "w never moves.", "Which line updates the weights?"),
            (with_step(lambda X, y, w, b, dw, db, rate: (w, b)),
             "Nothing moves.", "Which lines update w and b, and do they stand inside the loop?"),
            (with_step(lambda X, y, w, b, dw, db, rate: (w - dw, b - db)),
             "The learning rate is not used.", "How far does a step go?"),
            (with_step(lambda X, y, w, b, dw, db, rate: (w - rate * dw, b + rate * db)),
             "b goes uphill.", "Which sign belongs to the step of b?"),
            (with_step(lambda X, y, w, b, dw, db, rate: (w + rate * dw, b - rate * db)),
             "w goes uphill.", "Which sign belongs to the step of w?"),
            (with_(start=1.0), "It does not start at 0.", "Which function makes a column of zeros?"),
            (lambda *case: (*_trained(*case)[:2], _trained(*case)[2][-1]),
             "Only the last loss comes back.", "What keeps one loss for each iteration?"),
            (lambda *case: (*_trained(*case)[:2], np.array(_trained(*case)[2]) * len(case[0])),
             "The losses are sums.", DIVIDED),
        ],
    )


# Lesson 06 ---------------------------------------------------------------------------------------------------------

SHAPES = {  # for X (100, 3), y (100, 1), w (3, 1), b a number and y_flat (100,)
    "X @ w": (100, 1), "X @ w + b": (100, 1), "X.T": (3, 100), "X.T @ (X @ w - y)": (3, 1),
    "(X @ w - y).mean()": (), "w.T @ X.T": (1, 100), "X @ w - y_flat": (100, 100),
}


def check_shapes(shapes):
    """The verdict on a dictionary of predicted shapes, each a tuple; () for a number. Lesson 06."""
    try:
        return _shape_verdict(shapes)
    except Exception as error:
        return wrong(
            f"The shapes can't be read: {type(error).__name__}.",
            "A shape is a tuple, such as (100, 3). Is each of them one?",
        )


def _shape_verdict(shapes):
    if shapes is None or shapes is ...:
        return not_attempted()
    if not isinstance(shapes, dict):
        return wrong("check_shapes wants the dictionary with the shapes in it.", "Did you write check_shapes(shapes)?")
    given = {line: shapes.get(line, ...) for line in SHAPES}
    if all(shape is ... for shape in given.values()):
        return not_attempted()
    right = 0
    for line, shape in given.items():
        if shape is ...:
            return Verdict("○", f"{right} correct so far; next: {line}")
        if not isinstance(shape, (tuple, list, int)):
            return wrong(f"{line}: {shape!r} is no shape.", "A shape is a tuple, such as (100, 3), and () for a number. Which is it here?")
        shape = (shape,) if isinstance(shape, int) else tuple(shape)
        wanted = SHAPES[line]
        if shape == wanted:
            right += 1
            continue
        told = f"{line} does not have the shape {shape}."
        if wanted == (100, 100):
            return wrong(
                told,
                "A column meets a flat array. The flat one is laid on its side, as a row. What does NumPy make of a column and a row?",
            )
        if wanted == ():
            return wrong(told, "A mean over everything leaves a plain number. How many axes has a plain number?")
        if line.endswith("+ b"):
            return wrong(told, "What does adding a number do to a shape?")
        if shape == wanted[::-1]:
            return wrong(
                told + " The numbers are right, their order is not.",
                "Which number stands first, the rows or the columns? What does .T do to them?",
            )
        if len(shape) == 1:
            return wrong(
                told + " It is not flat: two matrices make a matrix.",
                "How many rows does it have, and how many columns?",
            )
        if set(shape) == set(wanted) or sorted(shape) == sorted(wanted):
            return wrong(told, "Which numbers are the outer ones of the product?")
        return wrong(told, "Write both shapes side by side. The inner numbers must agree, and go. Which ones are left?")
    return Verdict("✓", f"correct, all {right}")


def check_weighted_sums(weighted_sums):
    """The verdict on weighted_sums(X, w, b) -> z (m, 1), without a loop. Lesson 06."""
    return check(
        weighted_sums, "weighted_sums(X, w, b) -> z",
        [(MORE, MORE_WEIGHTS, 0.5), (SAMPLES, WEIGHTS, -1.0)], lambda X, w, b: X @ w + b, [
            (lambda X, w, b: X * w.T + b,
             "The products are there, but nobody has added them up: * goes element by element.",
             "Which operator multiplies and adds?"),
            (lambda X, w, b: X * w.T,
             "The products are there, but nobody has added them up: * goes element by element.",
             "Which operator multiplies and adds?"),
            (lambda X, w, b: X @ w, "The intercept is missing.", "What is z where all features are 0?"),
            (lambda X, w, b: X @ w - b, "The intercept is taken away.", "Should a larger b make z larger, or smaller?"),
            (lambda X, w, b: w.T @ X.T + b,
             "z is a row: the samples lie in columns.", "Which factor comes first if the samples are rows?"),
            (lambda X, w, b: X @ (w + b),
             "b is added to the weights.", "b counts once for each sample. Where does the product end?"),
            (lambda X, w, b: (X @ w + b)[:, 0],
             "z is flat, (m,). It would meet the column y and make an (m, m) table.", "What keeps it a column?"),
            (lambda X, w, b: sigmoid(X @ w + b),
             "This is a, after the sigmoid.", "What is asked for, the sums or the probabilities?"),
            (lambda X, w, b: (X @ w).sum() + b, "All samples are added into one number.", "How many sums are wanted?"),
        ], at_once=True,
    )


def check_weight_slopes(weight_slopes):
    """The verdict on weight_slopes(X, dz) -> dw (n, 1), without a loop. Lesson 06."""
    dz = np.array([[0.5], [-0.25], [0.1], [-0.4]])
    return check(
        weight_slopes, "weight_slopes(X, dz) -> dw", [(MORE, dz), (SAMPLES[:3], dz[:3])], lambda X, dz: X.T @ dz / len(X), [
            (lambda X, dz: X.T @ dz, "A sum stands where a mean belongs.", DIVIDED),
            (lambda X, dz: X.T @ dz / X.shape[1],
             "It divides by n, the number of features.",
             "Over what is the mean taken? Which of the two numbers in X.shape is it?"),
            (lambda X, dz: X.T @ dz / X.size, "It divides by all the numbers in X.", "Over what is the mean taken?"),
            (lambda X, dz: dz.T @ X / len(X),
             "dw is a row.", SHAPE_OF_W),
            (lambda X, dz: dz.T @ X, "dw is a row, and a sum.", "What shape does w have? And what has to be divided by m?"),
            (lambda X, dz: (X * dz).mean(axis=0),
             "dw is flat, (n,).", SHAPE_OF_W),
            (lambda X, dz: (X.T @ dz).mean(), "All features are averaged into one number.", "How many weights are there?"),
            (lambda X, dz: (X * dz).mean(axis=1),
             "The mean is taken over the features.", "Over which axis do the samples lie?"),
            (lambda X, dz: (X * dz).mean(), "All features are averaged into one number.", "How many weights are there?"),
            (lambda X, dz: X * dz,
             "The products are there, but nobody has added them up: * goes element by element.", "Over which axis is the sum?"),
            (lambda X, dz: X * dz / len(X),
             "The products are there, but nobody has added them up: * goes element by element.", "Over which axis is the sum?"),
            (lambda X, dz: X.T * dz.T,
             "The products are there, but nobody has added them up: * goes element by element.",
             "Which operator multiplies and adds?"),
            (lambda X, dz: -X.T @ dz / len(X),
             "The sign is wrong.", "dz is already output minus label. Is there a minus too many?"),
        ], at_once=True,
    )


def check_gradients(gradients):
    """The verdict on gradients(X, y, w, b) -> dw (n, 1), db a number, without a loop. Lesson 06."""
    def slopes(X, y, w, b, error=lambda z, y: sigmoid(z) - y):
        dz = error(X @ w + b, y)
        return X.T @ dz / len(X), dz.mean()

    return check(
        gradients, "gradients(X, y, w, b) -> dw, db",
        [(MORE, LABELS, MORE_WEIGHTS, 0.5), (SAMPLES, THEIR_LABELS, WEIGHTS, -1.0)], slopes, [
            (lambda *case: slopes(*case, error=lambda z, y: y - sigmoid(z)),
             "Both signs are wrong.", "Which is it, output minus label, or label minus output?"),
            (lambda *case: slopes(*case, error=lambda z, y: z - y),
             "The error is taken from z: the sigmoid is missing.", "Between which numbers must an output lie?"),
            (lambda *case: slopes(*case, error=lambda z, y: (sigmoid(z) - y) * sigmoid(z) * (1 - sigmoid(z))),
             "The slope of the sigmoid is in it once too often.", "What cancels it?"),
            (lambda *case: [slope * len(case[0]) for slope in slopes(*case)],
             "Sums stand where means belong.", DIVIDED),
            (lambda *case: (slopes(*case)[0], slopes(*case)[1] * len(case[0])),
             "db is not averaged.", AVERAGED),
            (lambda *case: (slopes(*case)[0] * len(case[0]), slopes(*case)[1]),
             "dw is not averaged.", AVERAGED),
            (lambda *case: (slopes(*case)[0], slopes(*case)[1] / len(case[0])),
             "db is divided by m twice.", "What does mean() divide by?"),
            (lambda *case: (slopes(*case)[0].T, slopes(*case)[1]),
             "dw is a row.", SHAPE_OF_W),
            (lambda *case: (slopes(*case)[0][:, 0], slopes(*case)[1]),
             "dw is flat, (n,).", SHAPE_OF_W),
            (lambda *case: (slopes(*case)[0], np.full((1, 1), slopes(*case)[1])),
             "db is an array of shape (1, 1), expected a number.", "What does mean() do without an axis?"),
            (lambda *case: (slopes(*case)[0], np.full(1, slopes(*case)[1])),
             "db is an array of shape (1,), expected a number.", "What does mean() do without an axis?"),
            (lambda X, y, w, b: slopes(X, y, w, b, error=lambda z, y: sigmoid(-z) - y),
             "The sigmoid is mirrored: a minus is missing.", "Should a large z give an a near 1, or near 0?"),
            (lambda X, y, w, b: slopes(X, y, w, -b),
             "The minus covers only the first part of z.", "Where does the bracket of exp begin and end?"),
            (lambda X, y, w, b: (slopes(X, y, w, b)[0], sigmoid(X @ w + b).mean()),
             "db is the mean of the outputs.", "And of the errors?"),
            (lambda *case: (slopes(*case)[0] * len(case[0]) / case[0].shape[1], slopes(*case)[1]),
             "dw is divided by n, the number of features.", "Over what is the mean taken?"),
            (lambda *case: slopes(*case[:3], 0), "The intercept is missing.", UNUSED),
            (lambda *case: slopes(*case)[::-1], "dw and db come back in the wrong order.", ORDER),
        ], at_once=True,
    )


# Lesson 07 ---------------------------------------------------------------------------------------------------------

def check_first_below(first_below):
    """The verdict on first_below(losses, limit) -> the first iteration whose loss is below the limit. Lesson 07."""
    bouncing, falling = np.array([0.7, 0.5, 0.3, 0.4, 0.1, 0.25]), np.array([0.69, 0.4, 0.2, 0.1])
    return check(
        first_below, "first_below(losses, limit) -> iteration", [(bouncing, 0.35), (falling, 0.2), (falling, 0.5)],
        lambda losses, limit: int(np.argmax(losses < limit)), [
            (lambda losses, limit: int(np.argmax(losses < limit)) + 1,
             "It is one too many.", "Which number has the first entry of an array? Which loss stands there?"),
            (lambda losses, limit: int(np.argmax(losses < limit)) - 1,
             "It is one too few.", "Is the loss at this place below the limit already?"),
            (lambda losses, limit: int(np.argmax(losses <= limit)),
             "A loss equal to the limit is not below it.", "Is 0.2 smaller than 0.2?"),
            (lambda losses, limit: int(np.sum(losses >= limit)),
             "It counts all losses that are not below, and this run bounced: it came down, and went up again.",
             "Where is the first one below?"),
            (lambda losses, limit: int(np.sum(losses < limit)), "It counts how many are below.", "Where is the first of them?"),
            (lambda losses, limit: int(np.flatnonzero(losses < limit)[-1]), "This is the last one below.", "And the first?"),
            (lambda losses, limit: int(np.argmax(losses > limit)), "It gives back 0, the start, where the loss is still above the limit.",
             "Is the comparison turned round? Or does it look no further than the first loss?"),
            (lambda losses, limit: losses < limit,
             "One number is wanted, and this is one answer for each loss.", "Where is the first True?"),
            (lambda losses, limit: int(np.argmin(losses)),
             "This is the lowest loss of all, whatever the limit.", UNUSED),
            (lambda losses, limit: losses[np.argmax(losses < limit)], "This is the loss itself.", "At which iteration was it?"),
            (lambda losses, limit: np.flatnonzero(losses < limit),
             "These are all the iterations below the limit.", "Which one of them is wanted?"),
            (lambda losses, limit: np.argmax(losses < limit) + (losses < limit),
             "One number is wanted.", "Which of them is it?"),
        ],
    )


def _rest(X, y, learning_rate, limit, at_rest=lambda dw, db, limit: max(np.abs(dw).max(), abs(db)) < limit, sign=-1, late=0):
    w, b = np.zeros((X.shape[1], 1)), 0.0
    for iteration in range(1000):
        dw, db = neuron.gradients(X, y, w, b)
        if at_rest(dw, db, limit):
            return iteration + late
        w, b = w + sign * learning_rate * dw, b + sign * learning_rate * db


def check_steps_to_rest(steps_to_rest):
    """The verdict on steps_to_rest(X, y, learning_rate, limit) -> updates until every slope is below the limit. Lesson 07."""
    def with_(**mistake):
        return lambda *case: _rest(*case, **mistake)

    X, y = np.array([[-2.0, 1.0], [-1.0, -1.0], [0.5, 2.0], [1.0, -0.5], [2.0, 0.5]]), np.array([[0.0], [1.0]])[[0, 1, 0, 1, 1]]
    small = X[:, :1] / 10  # here the slope of b is the steepest
    even, halves = np.array([[-2.0, 1.0], [2.0, -1.0], [1.0, 2.0], [-1.0, -2.0]]), np.array([[0.0], [1.0], [1.0], [0.0]])  # and here 0
    return check(
        steps_to_rest, "steps_to_rest(X, y, learning_rate, limit) -> iteration",
        [(X, y, 0.5, 0.05), (X, 1 - y, 0.5, 0.03), (-X * [1, 0.1], y, 1.0, 0.05), (even, halves, 0.5, 0.1), (small, y, 0.5, 0.05), (small, 1 - y, 0.5, 0.05)], _rest, [
            (with_(at_rest=lambda dw, db, limit: max(dw.max(), db) < limit),
             "It stops while slopes are steep and negative.", "Is -5 smaller than 0.01? Is it flat?"),
            (with_(at_rest=lambda dw, db, limit: max(np.abs(dw).max(), db) < limit),
             "It stops while the slope of b is steep and negative.", "Is -5 smaller than 0.01? Is it flat?"),
            (with_(at_rest=lambda dw, db, limit: max(dw.max(), abs(db)) < limit),
             "It stops while a slope of w is steep and negative.", "Is -5 smaller than 0.01? Is it flat?"),
            (with_(at_rest=lambda dw, db, limit: np.abs(dw).max() < limit),
             "It does not look at the slope of b.", "Is the neuron at rest while b still moves?"),
            (with_(at_rest=lambda dw, db, limit: abs(db) < limit),
             "It looks at the slope of b alone.", "Is the neuron at rest while w still moves?"),
            (with_(at_rest=lambda dw, db, limit: (np.abs(dw) < limit).any() and abs(db) < limit),
             "It stops as soon as one weight is at rest.", "Must one of them be flat, or all of them?"),
            (lambda X, y, rate, limit: _rest(X, y, 1.0, limit), "The learning rate is not used.", "How far does a step go?"),
            (with_(at_rest=lambda dw, db, limit: min(np.abs(dw).min(), abs(db)) < limit),
             "It stops as soon as one slope is small.", "Must one of them be flat, or all of them?"),
            (with_(at_rest=lambda dw, db, limit: np.abs(dw).max() < limit or abs(db) < limit),
             "It stops when w or b is at rest.", "Must one of them be flat, or all of them?"),
            (with_(at_rest=lambda dw, db, limit: np.abs(dw).mean() < limit and abs(db) < limit),
             "It takes the mean of the slopes.", "Can a small mean hide a steep slope?"),
            (with_(at_rest=lambda dw, db, limit: max(np.abs(dw).max(), abs(db)) > limit),
             "It stops while the slopes are still steep.", "Which comparison is turned round?"),
            (with_(late=1), "It is one too many.", "How many updates have been made when the first test is asked?"),
            (with_(late=-1), "It is one too few.", "How many updates have been made when the first test is asked?"),
        ],
    )


CHOICE_FEATURES = ("flipper_length_mm", "body_mass_g")


def check_learning_rate(learning_rate, iterations):
    """The verdict on a learning rate and a number of iterations for the flippers and masses of the penguins. Lesson 07."""
    if any(value is None or value is ... for value in (learning_rate, iterations)):
        return not_attempted()
    try:
        learning_rate, iterations = inputs.learning_rate(learning_rate), inputs.iterations(iterations)
        if np.ndim(learning_rate):
            return wrong("learning_rate holds several rates.", "Which one of them would you defend?")
        if not 10 <= iterations <= 100_000:
            return wrong(
                f"iterations is {iterations}.",
                "Choose from 10 to 100000: enough for a curve, and few enough to wait for.",
            )
        birds = data.penguins(CHOICE_FEATURES)
        X = neuron.standardise(birds.X).X
        with warnings.catch_warnings(action="ignore"):
            training = neuron.train(X, birds.y, learning_rate=learning_rate, iterations=iterations)
        dw, db = neuron.gradients(X, birds.y, training.w, training.b)
    except Exception as error:
        return wrong(f"{error}.", "What would the neuron do with that?")
    losses, steepest = training.losses, max(np.abs(dw).max(), abs(db))
    told = f"rate {learning_rate:g}, {iterations} iterations: loss {losses[-1]:.4f}, largest slope {steepest:.5f}"
    if (np.diff(losses[len(losses) // 2 :]) > 1e-9).any():
        return wrong("The loss still goes up at times in the second half: the steps are too large.",
                     "Does the curve flatten, or does it jump?", told)
    if steepest > 0.001:
        return wrong("It has not come to rest: a slope is above 0.001, so there is more downhill.",
                     "Is the curve still falling at its end? Would longer steps help, or more of them?", told)
    if losses[-1] > 0.04:
        return wrong("All slopes are small, but only because the first steps threw the weights far out, where the neuron is sure of "
                     "every bird.", "Other rates come below 0.03. What does the loss do with ten times as many iterations?", told)
    return Verdict("✓", f"at rest. {told}\nNow defend it: what happens at five times your rate, and with half of your iterations?")


# Lesson 08 ---------------------------------------------------------------------------------------------------------

def check_standardise_both(standardise_both):
    """The verdict on standardise_both(X_train, X_test) -> both, by the training set's mean and scale. Lesson 08."""
    def by(mean_of, scale_of=None, power=1):
        def both(X_train, X_test):
            mean, scale = mean_of(X_train, X_test).mean(axis=0), (scale_of or mean_of)(X_train, X_test).std(axis=0) ** power
            return (X_train - mean) / scale, (X_test - mean) / scale
        return both

    def own(X_train, X_test):
        return [(X - X.mean(axis=0)) / X.std(axis=0) for X in (X_train, X_test)]

    train, test = (lambda X_train, X_test: X_train), (lambda X_train, X_test: X_test)
    return check(
        standardise_both, "standardise_both(X_train, X_test) -> X_train, X_test",
        [(TABLE, TABLE[:2] * 3), (MORE, MORE[1:] + 1)], by(train), [
            (own,
             "The test set was standardised by its own mean and scale.",
             "The same image in a dark and in a light batch: should its features differ? And what is the mean of an image that comes alone?"),
            (by(lambda a, b: np.concatenate([a, b])),
             "Mean and scale come from both sets together.",
             "The test set stands for images from the future. What may you know of them?"),
            (by(test), "Mean and scale come from the test set.", "Which of the two may you look at?"),
            (by(train, test), "The scale comes from the test set.", "Which of the two may you look at?"),
            (by(test, train), "The mean comes from the test set.", "Which of the two may you look at?"),
            (lambda X_train, X_test: (by(train)(X_train, X_test)[0], X_test),
             "The test set is still in its old units.", "Will weights learned on one scale fit another?"),
            (lambda X_train, X_test: [(X - X_train.mean()) / X_train.std() for X in (X_train, X_test)],
             "One mean and one scale for the whole table: all features are mixed.", "Which axis runs down the rows?"),
            (lambda X_train, X_test: [X - X_train.mean(axis=0) for X in (X_train, X_test)],
             "The distance from the mean is there, but still in the old units.", "How many of the usual distances is it?"),
            (lambda X_train, X_test: [X - X_train.mean(axis=0) / X_train.std(axis=0) for X in (X_train, X_test)],
             "Only the mean is divided by the scale.", "What does Python do first, - or /?"),
            (lambda X_train, X_test: [(X - X_train.mean(axis=0)) / X_train.std(axis=0, ddof=1) for X in (X_train, X_test)],
             "The scale divides by m - 1, expected m.", "Is the mean of the squares their sum divided by m, or by m - 1?"),
            (by(train, power=2), "It divides by the variance.", "Which function gives the standard deviation?"),
            (lambda X_train, X_test: by(train)(X_train, X_test)[::-1],
             "The two sets come back in the wrong order.", ORDER),
        ],
    )


def check_confusion_counts(confusion_counts):
    """The verdict on confusion_counts(y, predictions) -> counts (2, 2), rows the truth, columns what was said. Lesson 08."""
    def count(y, predictions):
        return np.array([[np.sum((y == really) & (predictions == said)) for said in (0, 1)] for really in (0, 1)])

    said = np.array([[1], [1], [0], [1], [0], [1]])
    really = np.array([[1.0], [0.0], [1.0], [1.0], [0.0], [0.0]])
    return check(
        confusion_counts, "confusion_counts(y, predictions) -> counts", [(really, said), (really[:4], 1 - said[:4])], count, [
            (lambda y, said: count(y, said).T,
             "Rows and columns have changed places.", "Which comes first in counts[row, column], the truth or what was said?"),
            (lambda y, said: count(1 - y, 1 - said),
             "Label 1 stands first in both directions.", "Which label belongs to row 0?"),
            (lambda y, said: count(1 - y, said), "The rows are in the wrong order.", "Which label belongs to row 0?"),
            (lambda y, said: count(y, 1 - said), "The columns are in the wrong order.", "Which label belongs to column 0?"),
            (lambda y, said: np.minimum(count(y, said), 1), "Each case is counted once, however often it occurs.",
             "What does += do when a place is named twice in one line? And what does = do?"),
            (lambda y, said: count(y[:1], said[:1]),
             "Only the first sample is counted.", RETURN_INSIDE),
            (lambda y, said: count(y, said) / len(y), "These are shares.", "How many are wanted, or which part?"),
            (lambda y, said: np.sum(y == said),
             "This is how many are right.", "There are two ways to be right and two to be wrong. Where are the four counts?"),
        ],
    )


def check_threshold_for(threshold_for):
    """The verdict on threshold_for(missed, alarm) -> the threshold at which both mistakes cost the same. Lesson 08."""
    return check(
        threshold_for, "threshold_for(missed, alarm) -> threshold",
        [(9, 1), (1, 4), (2.0, 2.0)], lambda missed, alarm: alarm / (alarm + missed), [
            (lambda missed, alarm: missed / (alarm + missed),
             "The two costs have changed places.",
             "If a missed one is very bad, should the alarm ring early, at a low a, or late?"),
            (lambda missed, alarm: alarm / missed,
             "The whole is missing: this can be larger than 1.",
             "At the threshold missed · a = alarm · (1 - a). What do you get if you collect the a's?"),
            (lambda missed, alarm: missed / alarm,
             "This is the ratio of the costs.",
             "At the threshold missed · a = alarm · (1 - a). What do you get if you collect the a's?"),
            (lambda missed, alarm: 1 / (missed + alarm),
             "The 1 on top was the cost of the alarm in the example.", "What stands there in general?"),
            (lambda missed, alarm: 0.05, "This is the threshold for 19 and 1.", "Which arguments have not been used?"),
            (lambda missed, alarm: alarm / (1 + missed),
             "The 1 below was the cost of the alarm in the example.", "What stands there in general?"),
            (lambda missed, alarm: alarm / missed + alarm,
             "Without its bracket the fraction ends too early.", "What does Python do first, / or +?"),
            (lambda missed, alarm: 1 / (1 + missed),
             "The cost of an alarm is taken as 1.", UNUSED),
            (lambda missed, alarm: 1 / missed,
             "This is one divided by the cost.",
             "At the threshold missed · a = alarm · (1 - a). What do you get if you collect the a's?"),
            (lambda missed, alarm: alarm // (alarm + missed),
             "What comes after the point is lost.", "What is the difference between / and //?"),
            (lambda missed, alarm: 0.5,
             "A half is right only where both mistakes cost the same.", "Which arguments have not been used?"),
            (lambda missed, alarm: alarm / alarm + missed,
             "Only the first term is divided.", "What does Python do first, / or +?"),
        ],
    )


def check_your_data(X, y):
    """The verdict on a data set of one's own: whether a neuron can be trained on it, and its baseline. Lesson 08."""
    if X is None or y is None or X is ... or y is ...:
        return not_attempted()
    try:
        X = inputs.samples(X)
        X, y, _, _ = inputs.training_set(X, y, np.zeros((X.shape[1], 1)), 0.0)
        inputs.finite("X", X)
    except Exception as error:
        return wrong(f"{error}.", "A row for each sample, a column for each feature, and a column of labels.")
    m, n = X.shape
    share = max(y.mean(), 1 - y.mean())
    told = f"{m} samples, {n} features, baseline {share:.1%}"
    if share == 1:
        return wrong("Every label is the same.", "What is there to tell apart?", told)
    if m < 20:
        return wrong("There are too few samples to keep some for a test.", "How many would be left to judge by?", told)
    scale = X.std(axis=0)
    if scale.max() > 30 * scale[scale > 0].min(initial=np.inf) or np.abs(X.mean(axis=0)).max() > 30 * max(scale.max(), 1e-300):
        return wrong(
            "The features are on very different scales, or far from 0.",
            "Which lesson told what the training makes of that?", told,
        )
    return Verdict("✓", f"a neuron can be trained on it: {told}")


# Lesson 09 ---------------------------------------------------------------------------------------------------------

NETWORK = (np.array([[0.5, -1.0, 0.2], [0.3, 0.8, -0.6]]), np.array([0.1, -0.2, 0.3]), np.array([[1.0], [-0.5], [2.0]]), 0.4)


def check_forward_network(forward_network):
    """The verdict on forward_network(X, W1, b1, w2, b2) -> A1 (m, h), z (m, 1). Lesson 09."""
    def network(X, W1, b1, w2, b2, bend=sigmoid):
        A1 = bend(X @ W1 + b1)
        return A1, A1 @ w2 + b2

    zero = np.zeros(3)
    return check(
        forward_network, "forward_network(X, W1, b1, w2, b2) -> A1, z",
        [(SAMPLES, *NETWORK), (SAMPLES[:2], -NETWORK[0], *NETWORK[1:])], network, [
            (lambda *case: network(*case, bend=lambda Z1: Z1),
             "The hidden neurons do not bend their sums. A sum of sums is only a sum: one straight border.",
             "What does a neuron do with its z?"),
            (lambda X, W1, b1, w2, b2: (sigmoid(X @ W1 + b1), (X @ W1 + b1) @ w2 + b2),
             "The last neuron gets the hidden sums, not the hidden outputs.",
             "What does a neuron do with its z, before it hands it on?"),
            (lambda *case: (network(*case)[0], sigmoid(network(*case)[1])),
             "z has gone through the sigmoid already: that is a.", "Which of the two is asked for?"),
            (lambda X, W1, b1, w2, b2: network(X, W1, zero, w2, 0),
             "Both intercepts are missing.", "Which arguments have not been used?"),
            (lambda X, W1, b1, w2, b2: network(X, W1, b2, w2, b1),
             "The intercepts have changed places.", "Which of them has one number for each hidden neuron?"),
            (lambda X, W1, b1, w2, b2: network(X, W1, zero, w2, b2),
             "The hidden intercepts are missing.", UNUSED),
            (lambda X, W1, b1, w2, b2: network(X, W1, b1, w2, 0),
             "The last intercept is missing.", UNUSED),
            (lambda *case: network(*case)[::-1], "A1 and z come back in the wrong order.", ORDER),
            (lambda X, W1, b1, w2, b2: (X @ W1 + b1, network(X, W1, b1, w2, b2)[1]),
             "The first value is Z1, before the sigmoid.", "Which of the two is the output of the hidden layer?"),
        ],
    )


def check_hidden_slopes(hidden_slopes):
    """The verdict on hidden_slopes(X, A1, dz, w2) -> dW1 (n, h), db1 (h,). Lesson 09."""
    def slopes(X, A1, dz, w2, bend=lambda A1: A1 * (1 - A1), back=lambda dz, w2: dz @ w2.T):
        dZ1 = back(dz, w2) * bend(A1)
        return X.T @ dZ1 / len(X), dZ1.mean(axis=0)

    A1 = sigmoid(SAMPLES @ NETWORK[0] + NETWORK[1])
    dz = sigmoid(A1 @ NETWORK[2] + NETWORK[3]) - THEIR_LABELS
    return check(
        hidden_slopes, "hidden_slopes(X, A1, dz, w2) -> dW1, db1",
        [(SAMPLES, A1, dz, NETWORK[2]), (SAMPLES[:3], A1[:3], dz[:3], -NETWORK[2])], slopes, [
            (lambda *case: slopes(*case, bend=lambda A1: 1),
             "The slope of the hidden sigmoid is missing.",
             "The way back leads through A1 to Z1. How steep is the sigmoid there?"),
            (lambda *case: slopes(*case, back=lambda dz, w2: dz),
             "The weights w2 are missing: every hidden neuron gets the whole blame.",
             "By how much does z move when a hidden output moves?"),
            (lambda *case: slopes(*case, bend=lambda A1: A1),
             "One factor of the sigmoid's slope is missing.", "How steep is the sigmoid where its output is a?"),
            (lambda *case: slopes(*case, bend=lambda A1: 1 - A1),
             "One factor of the sigmoid's slope is missing.", "How steep is the sigmoid where its output is a?"),
            (lambda *case: slopes(*case, bend=lambda A1: A1 * (1 + A1)),
             "A plus stands where a minus belongs, in the slope of the sigmoid.",
             "How steep is it where a hidden neuron is sure?"),
            (lambda *case: slopes(*case, bend=lambda A1: A1 * (A1 - 1)),
             "The signs are wrong.", "Which difference is turned round?"),
            (lambda *case: slopes(*case, bend=lambda A1: sigmoid(A1) * (1 - sigmoid(A1))),
             "A1 goes through the sigmoid once more.", "Is A1 before the sigmoid, or after it?"),
            (lambda *case: [slope * len(case[0]) for slope in slopes(*case)],
             "Sums stand where means belong.", DIVIDED),
            (lambda *case: (slopes(*case)[0] * len(case[0]), slopes(*case)[1]),
             "dW1 is not averaged.", AVERAGED),
            (lambda *case: (slopes(*case)[0], slopes(*case)[1] * len(case[0])),
             "db1 is not averaged.", AVERAGED),
            (lambda X, A1, dz, w2: (slopes(A1, A1, dz, w2)[0], slopes(X, A1, dz, w2)[1]),
             "dW1 is made of A1.", "What is the input of the hidden layer?"),
            (lambda *case: [slope / len(case[0]) for slope in slopes(*case)],
             "It is divided by m twice.", "Where has dz been divided already?"),
            (lambda *case: slopes(*case, back=lambda dz, w2: 1, bend=lambda A1: case[2] @ case[3].T * A1 * 1 - A1),
             "1 - A1 has lost its bracket.", "What does Python do first, * or -?"),
            (lambda *case: (slopes(*case)[0], slopes(*case)[1].mean()),
             "db1 is one number for the whole layer.", "How many hidden neurons are there, each with an intercept of its own?"),
            (lambda *case: (slopes(*case)[0].T, slopes(*case)[1]),
             "dW1 lies on its side.", "A gradient has the shape of what it belongs to. What shape does W1 have?"),
        ],
    )


def check_hard_data(X, y):
    """The verdict on a data set that no single neuron should be able to learn. Lesson 09."""
    verdict = check_your_data(X, y)
    if verdict.mark != "✓":
        return verdict
    X, y = neuron.standardise(X).X, np.asarray(y, dtype=float)
    if len(X) < 100:
        return wrong(f"There are {len(X)} samples: with so few, a line is sometimes lucky.", "What becomes of luck with 100 or more?")
    with warnings.catch_warnings(action="ignore"):
        training = neuron.train(X, y, learning_rate=1, iterations=500)
    share, loss = neuron.accuracy(y, neuron.predict(X, training.w, training.b)), training.losses[-1]
    baseline, at_baseline = max(y.mean(), 1 - y.mean()), neuron.log_loss(y, np.full_like(y, y.mean()))
    told = f"one neuron is right for {share:.1%}, the baseline is {baseline:.1%}; its loss is {loss:.3f}, that of the share alone {at_baseline:.3f}"
    if share > baseline + 0.15 and loss < 0.85 * at_baseline:  # to cut off one corner makes many right, and the loss no better
        return wrong("One straight border tells these samples apart better than you wanted.",
                     "Where would you put the two labels so that no line can have one on each side?", told)
    return Verdict("✓", f"hard for one neuron: {told}\nIs the pattern one that you can see? Then a hidden layer can learn it.")


# Lesson 10 ---------------------------------------------------------------------------------------------------------

def check_block_gradients(block_gradients):
    """The verdict on block_gradients(blocks, w, b) -> dw, db of the mean over the samples of all blocks. Lesson 10."""
    def whole(blocks, w, b):
        return neuron.gradients(np.concatenate([X for X, _ in blocks]), np.concatenate([y for _, y in blocks]), w, b)

    def each(blocks, w, b, weigh=lambda X: 1, over=len):
        pieces = [(weigh(X), neuron.gradients(X, y, w, b)) for X, y in blocks]
        return [sum(weight * slopes[i] for weight, slopes in pieces) / over(blocks) for i in (0, 1)]

    def unequal(sizes):
        edges = np.cumsum([0, *sizes])
        return [(SAMPLES[i:j], THEIR_LABELS[i:j]) for i, j in zip(edges, edges[1:])]

    return check(
        block_gradients, "block_gradients(blocks, w, b) -> dw, db",
        [(unequal([1, 4]), WEIGHTS, 0.1), (unequal([2, 1, 2]), -WEIGHTS, 0.5)], whole, [
            (each,
             "It takes the mean of the blocks' means, and the blocks have different sizes.",
             "Does a sample in a block of one count as much as a sample in a block of four? Should it?"),
            (lambda *case: each(*case, over=lambda blocks: 1),
             "The means of the blocks are added.", "A sum over samples can be split. Can a mean?"),
            (lambda *case: each(*case, weigh=len, over=lambda blocks: 1),
             "This is the sum over all samples.", "What has to be divided by the number of all samples?"),
            (lambda *case: each(*case, weigh=len), "It divides by the number of blocks.", "Over what is the mean taken?"),
            (lambda blocks, w, b: neuron.gradients(*blocks[-1], w, b),
             "Only the last block is left.", OVERWRITTEN),
            (lambda blocks, w, b: neuron.gradients(*blocks[0], w, b),
             "It stops after the first block.", RETURN_INSIDE),
            (lambda *case: [-slope for slope in whole(*case)],
             "Both signs are wrong.", "Which is it, output minus label, or label minus output?"),
        ],
    )


def check_minibatches(minibatches):
    """The verdict on minibatches(X, y, size) -> a list of (X, y) of at most `size` samples, each sample once. Lesson 10."""
    def cut(X, y, size, starts=lambda m, size: range(0, m, size), width=lambda size: size):
        return [(X[i : i + width(size)], y[i : i + width(size)]) for i in starts(len(X), size)]

    def flat(batches):
        batches = list(batches)
        if not all(isinstance(batch, (tuple, list)) and len(batch) == 2 for batch in batches):
            return wrong("Not every batch is a pair (X, y).", "Which two arrays belong together, row by row?")
        return [np.asarray(array) for batch in batches for array in batch]

    return check(
        minibatches, "minibatches(X, y, size) -> batches",
        [(SAMPLES, THEIR_LABELS, 2), (MORE, LABELS, 4), (MORE, LABELS, 10)], cut, [
            (lambda X, y, size: cut(X, y, size, starts=lambda m, size: range(0, m - size + 1, size)),
             "The samples left over at the end are dropped.", "Five samples in batches of two: where is the fifth?"),
            (lambda X, y, size: cut(X, y, size, starts=lambda m, size: range(0, m - size, size)),
             "The last batch is dropped.", "Which is the last number that range gives?"),
            (lambda X, y, size: cut(X, y, size, starts=lambda m, size: range(m)),
             "The batches overlap: a sample is in several of them.",
             "How far is it from the start of one batch to the start of the next?"),
            (lambda X, y, size: list(zip(np.array_split(X, size), np.array_split(y, size))),
             "It makes `size` batches, not batches of `size` samples.",
             "Is size the number of batches, or of samples in each?"),
            (lambda X, y, size: cut(X, y, size, width=lambda size: size - 1),
             "A sample is missing at the end of each batch.", "Does X[0:2] hold row 2?"),
            (lambda X, y, size: [(X[i : i + size], y) for i in range(0, len(X), size)],
             "The labels are not cut.", "Which labels belong to these rows?"),
            (lambda X, y, size: [(X[:size], y[:size])],
             "Only the first batch comes back.", RETURN_INSIDE),
        ], parts=flat,
    )
