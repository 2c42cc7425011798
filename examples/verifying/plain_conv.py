"""A convolution layer as its definition reads, in the form of the course's assignments: slow, and nothing hidden.

netcalc's own does the same by matrix products over blocks of windows, ten to a hundred times faster or more.

Run it: python examples/verifying/plain_conv.py
"""

import numpy as np

from netcalc.reference import check_layer

Cache = tuple[np.ndarray, np.ndarray, np.ndarray, dict[str, int]]
Places = list[tuple[int, int, tuple[slice, slice]]]


def windows(x: np.ndarray, w: np.ndarray, conv_param: dict[str, int]) -> tuple[np.ndarray, tuple[int, int], Places]:
    """Pad x, (N, D, H, W), and list where each window lies: its place in the output, its pixels."""
    S, P = conv_param["stride"], conv_param["pad"]
    F_h, F_w = w.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (P, P), (P, P)))
    H2, W2 = (padded.shape[2] - F_h) // S + 1, (padded.shape[3] - F_w) // S + 1
    places = [(i, j, np.s_[i * S : i * S + F_h, j * S : j * S + F_w]) for i in range(H2) for j in range(W2)]
    return padded, (H2, W2), places


def conv_forward(x: np.ndarray, w: np.ndarray, b: np.ndarray, conv_param: dict[str, int]) -> tuple[np.ndarray, Cache]:
    """Multiply each window by each filter, value by value, add up, add the bias: (N, K, H2, W2)."""
    padded, extents, places = windows(x, w, conv_param)
    out = np.zeros((len(x), len(w), *extents))
    for n in range(len(x)):
        for k in range(len(w)):
            for i, j, pixels in places:
                out[n, k, i, j] = np.sum(padded[(n, slice(None), *pixels)] * w[k]) + b[k]
    return out, (x, w, b, conv_param)


def conv_backward(dout: np.ndarray, cache: Cache) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hand each output's gradient to what it was made of: filter x pixels, pixels x filter, bias."""
    x, w, b, conv_param = cache
    padded, _, places = windows(x, w, conv_param)
    dpadded, dw, db = np.zeros_like(padded), np.zeros_like(w), np.zeros_like(b)
    for n in range(len(x)):
        for k in range(len(w)):
            for i, j, pixels in places:
                dpadded[(n, slice(None), *pixels)] += w[k] * dout[n, k, i, j]
                dw[k] += padded[(n, slice(None), *pixels)] * dout[n, k, i, j]
                db[k] += dout[n, k, i, j]
    P = conv_param["pad"]
    dx = dpadded[:, :, P : P + x.shape[2], P : P + x.shape[3]]
    return dx, dw, db


if __name__ == "__main__":
    verdict = check_layer(conv_forward, conv_backward, kind="conv")
    for finding in verdict.findings:
        print(f"{finding.array:4} {'right' if finding.passed else 'wrong: ' + finding.cause}  ({finding.shape})")
    assert verdict.passed
