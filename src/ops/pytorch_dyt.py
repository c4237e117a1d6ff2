# Tangled from book/06-stability/04-pre-norm-and-post-norm.md. Edit the book, then: npm run tangle
"""Writes book/data/dyt-oracle.json: dynamic tanh of three batches and its gradients, by PyTorch in double precision. Run: python3 src/ops/pytorch_dyt.py"""
import json
import pathlib

import torch

torch.manual_seed(1851)
rows, columns = 6, 4
normal = lambda *shape: torch.randn(shape, dtype=torch.float32).double()  # numbers that both precisions have
row = lambda x: {"shape": list(x.shape), "numbers": x.detach().ravel().tolist()}
cases = []
for alpha in [0.5, 2, -0.75]:
    leaves = {"x": 3 * normal(rows, columns), "alpha": torch.tensor([alpha], dtype=torch.float64), "gain": normal(columns), "bias": normal(columns)}
    for leaf in leaves.values():
        leaf.requires_grad_()
    weights = normal(rows, columns)
    y = leaves["gain"] * torch.tanh(leaves["alpha"] * leaves["x"]) + leaves["bias"]
    gradients = torch.autograd.grad(y, list(leaves.values()), weights)
    cases.append({**{name: row(leaf) for name, leaf in leaves.items()}, "weights": row(weights), "y": row(y), "gradients": [row(g) for g in gradients]})
pathlib.Path("book/data/dyt-oracle.json").write_text(json.dumps({"torch": torch.__version__, "cases": cases}, separators=(",", ":")) + "\n")
## sourceMappingURL=../.maps/ops/pytorch_dyt.py.map
