# Tangled from book/05-optimisation/02-momentum.md. Edit the book, then: npm run tangle
"""Writes book/data/momentum-oracle.json: twenty steps of momentum by PyTorch in double precision. Run: python3 src/optim/pytorch_momentum.py"""
import json
import pathlib

import torch

torch.manual_seed(1851)
start = torch.randn(5, dtype=torch.float64)
gradients = torch.randn(20, 5, dtype=torch.float64)
runs = {"sgd": {}, "momentum": {"momentum": 0.9}, "nesterov": {"momentum": 0.9, "nesterov": True}}


def positions(options):
    x = start.clone().requires_grad_()
    optimizer = torch.optim.SGD([x], lr=0.1, **options)
    visited = []
    for g in gradients:
        x.grad = g.clone()
        optimizer.step()
        visited.append(x.detach().tolist())
    return visited


pathlib.Path("book/data/momentum-oracle.json").write_text(json.dumps({"torch": torch.__version__, "start": start.tolist(), "gradients": gradients.tolist(), "runs": {name: positions(options) for name, options in runs.items()}}, separators=(",", ":")) + "\n")
## sourceMappingURL=../.maps/optim/pytorch_momentum.py.map
