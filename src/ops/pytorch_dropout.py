# Tangled from book/06-stability/06-regularisation.md. Edit the book, then: npm run tangle
"""Writes book/data/dropout-oracle.json: PyTorch's dropout of a matrix, and its gradient, in double precision, with the masks of src/ops/dropout.ts. Run: python3 src/ops/pytorch_dropout.py"""
import json
import pathlib

import torch

F = torch.nn.functional
rows, columns = 3, 4
torch.manual_seed(1851)
normal = lambda: torch.randn(rows, columns, dtype=torch.float32).double()  # numbers that both precisions have
row = lambda x: {"shape": list(x.shape), "numbers": x.detach().ravel().tolist()}
x, weights = normal(), normal()
# what our mask of the key {step: 1851, layer: 0} keeps
masks = {0.25: "101111101111", 0.5: "001111101010"}


def seed_that_keeps(mask, rate):
    """The first seed from which PyTorch's own generator draws this mask."""
    for seed in range(1_000_000):
        torch.manual_seed(seed)
        if "".join("0" if each == 0 else "1" for each in F.dropout(torch.ones(rows, columns, dtype=torch.float64), rate).ravel()) == mask:
            return seed
    raise SystemExit(f"no seed has the mask {mask}")


cases = []
for rate, mask in masks.items():
    torch.manual_seed(seed_that_keeps(mask, rate))
    leaf = x.clone().requires_grad_()
    y = F.dropout(leaf, rate)
    cases.append({"rate": rate, "mask": mask, "y": row(y), "gradient": row(torch.autograd.grad(y, leaf, weights)[0])})
pathlib.Path("book/data/dropout-oracle.json").write_text(json.dumps({"torch": torch.__version__, "x": row(x), "weights": row(weights), "cases": cases}, separators=(",", ":")) + "\n")
## sourceMappingURL=../.maps/ops/pytorch_dropout.py.map
