# Tangled from book/03-backpropagation/08-gradient-checks.md. Edit the book, then: npm run tangle
"""Writes book/data/ops-oracle-b.json: gradients of operations, by PyTorch in both precisions. Run: python3 src/ops/pytorch_gradients.py"""
import json
import pathlib

import torch

torch.manual_seed(1851)
F = torch.nn.functional
normal = lambda *shape: torch.randn(shape, dtype=torch.float32)
rows, columns = 8, 32
targets = torch.tensor([(3 * row + 1) % columns for row in range(rows)])
operations = {
    "softmax": (lambda z: F.softmax(z, -1), [normal(rows, columns)]),
    "logSoftmax": (lambda z: F.log_softmax(z, -1), [normal(rows, columns)]),
    "crossEntropy": (lambda z: F.cross_entropy(z, targets), [normal(rows, columns)]),
    "layerNorm": (lambda x, gain, bias: F.layer_norm(x, [columns], gain, bias), [normal(rows, columns), normal(columns), normal(columns)]),
    "tanh": (torch.tanh, [normal(rows, columns)]),
    "relu": (torch.relu, [normal(rows, columns)]),
    "gelu": (F.gelu, [normal(rows, columns)]),
    "geluTanh": (lambda x: F.gelu(x, approximate="tanh"), [normal(rows, columns)]),
    "residual": (lambda x: x + torch.tanh(x), [normal(rows, columns)]),
}
row = lambda x: {"shape": list(x.shape), "numbers": x.detach().ravel().tolist()}


def gradients(operation, inputs, weights):
    leaves = [x.clone().requires_grad_() for x in inputs]
    return [row(g) for g in torch.autograd.grad(operation(*leaves), leaves, weights)]


expressions = {}
for name, (operation, inputs) in operations.items():
    weights = normal(*operation(*inputs).shape)
    expressions[name] = {
        "inputs": [row(x) for x in inputs],
        "weights": row(weights),
        "gradients": gradients(operation, [x.double() for x in inputs], weights.double()),
        "single": gradients(operation, inputs, weights),
    }
pathlib.Path("book/data/ops-oracle-b.json").write_text(json.dumps({"torch": torch.__version__, "expressions": expressions}, separators=(",", ":")) + "\n")
## sourceMappingURL=../.maps/ops/pytorch_gradients.py.map
