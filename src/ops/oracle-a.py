# Tangled from book/03-backpropagation/04-softmax-cross-entropy.md. Edit the book, then: npm run tangle
"""Writes book/data/ops-oracle-a.json: values and gradients of operations, by PyTorch in double precision. Run: python3 src/ops/oracle-a.py"""
import json
import pathlib

import torch
import torch.nn.functional as F

torch.manual_seed(1851)


def normal(*shape):
    return torch.randn(shape, dtype=torch.float32).double()  # numbers that both precisions have


ids = torch.tensor([[3, 0, 3], [1, 3, 5]])
targets = torch.tensor([2, -1, 0, 4, -1, 4])
operations = {
    "linear": (lambda x, w, b: F.linear(x, w.T, b), [normal(2, 3, 4), normal(4, 5), normal(5)]),
    "embedding": (lambda e: F.embedding(ids, e), [normal(6, 3)]),
    "softmax": (lambda z: F.softmax(z, -1), [4 * normal(3, 7)]),
    "logSoftmax": (lambda z: F.log_softmax(z, -1), [4 * normal(3, 7)]),
    "crossEntropy": (lambda z: F.cross_entropy(z, targets, ignore_index=-1), [4 * normal(6, 5)]),
    "crossEntropyOver": (lambda z: F.cross_entropy(z, targets, ignore_index=-1, reduction="sum") / 10, [4 * normal(6, 5)]),
    "tied": (lambda e: F.cross_entropy(F.embedding(ids[0], e) @ e.T, ids[1]), [normal(6, 3)]),
}

rows = {}
for name, (operation, inputs) in operations.items():
    leaves = [x.clone().requires_grad_() for x in inputs]
    value = operation(*leaves)
    weights = normal(*value.shape)
    gradients = torch.autograd.grad((weights * value).sum(), leaves)
    row = lambda x: {"shape": list(x.shape), "numbers": x.detach().ravel().tolist()}
    rows[name] = {"inputs": [row(x) for x in inputs], "value": row(value), "weights": row(weights), "gradients": [row(g) for g in gradients]}
pathlib.Path("book/data/ops-oracle-a.json").write_text(json.dumps({"torch": torch.__version__, "ids": ids.tolist(), "targets": targets.tolist(), "operations": rows}, separators=(",", ":")) + "\n")
## sourceMappingURL=../.maps/ops/oracle-a.py.map
