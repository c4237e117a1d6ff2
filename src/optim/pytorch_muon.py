# Tangled from book/05-optimisation/06-muon.md. Edit the book, then: npm run tangle
"""Writes book/data/muon-oracle.json: courses of Muon over 20 steps, in double precision. Run: python3 src/optim/pytorch_muon.py"""
import json
import pathlib

import torch

torch.manual_seed(1851)
torch.set_default_dtype(torch.float64)
shapes = {"wide": (3, 5), "tall": (6, 2)}
steps = 20
normal = lambda: {name: torch.randn(shape) for name, shape in shapes.items()}
start = normal()
gradients = [normal() for _ in range(steps)]
a, b, c = 3.4445, -4.7750, 2.0315


def orthogonalised(g, times):
    x = g / g.norm().clamp(min=1e-7)
    for _ in range(times):
        s = x @ x.mT  # the side that is not the shorter one makes no difference to the result
        x = a * x + (b * s + c * s @ s) @ x
    return x


def course(rate, momentum, nesterov, decay, times=5):
    weights = {name: w.clone() for name, w in start.items()}
    moments = {name: torch.zeros_like(w) for name, w in start.items()}
    rows = []
    for gradient in gradients:
        for name, w in weights.items():
            g, m = gradient[name], moments[name]
            m.mul_(momentum).add_(g)
            towards = g + momentum * m if nesterov else m
            w.mul_(1 - rate * decay)
            w.sub_(rate * 0.2 * max(w.shape) ** 0.5 * orthogonalised(towards, times))
        rows.append(numbers(weights))
    return rows


numbers = lambda tree: {name: x.ravel().tolist() for name, x in tree.items()}
U, S, V = torch.linalg.svd(start["wide"], full_matrices=False)
record = {
    "torch": torch.__version__,
    "shapes": shapes,
    "start": numbers(start),
    "gradients": [numbers(g) for g in gradients],
    "polar factor of the wide one": (U @ V).ravel().tolist(),
    "courses": {
        "nesterov": course(0.02, 0.95, True, 0.0),
        "plain momentum": course(0.05, 0.9, False, 0.0),
        "decay": course(0.1, 0.95, True, 0.1, times=7),
    },
}
pathlib.Path("book/data/muon-oracle.json").write_text(json.dumps(record, separators=(",", ":")) + "\n")
## sourceMappingURL=../.maps/optim/pytorch_muon.py.map
