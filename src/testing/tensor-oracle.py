# Tangled from book/interlude-a-tensors/04-vector-jacobian-products.md. Edit the book, then: npm run tangle
"""Writes book/data/tensor-oracle.json: values and gradients of expressions, by PyTorch in double precision. Run: python3 src/testing/tensor-oracle.py"""
import json
import pathlib

import torch

torch.manual_seed(1851)
t = torch


def normal(*shape):
    return torch.randn(*shape, dtype=torch.float32).double()  # numbers that both precisions have


def positive(*shape):
    return (torch.rand(*shape, dtype=torch.float32) + 0.5).double()


def whole(*shape):
    return torch.randint(-2, 3, shape).double()  # so that there are ties


index = torch.tensor([[2, 0, 2], [1, 4, 0]])
layer_norm = lambda x, g, b: (x - x.mean(-1, keepdim=True)) / ((x - x.mean(-1, keepdim=True)) ** 2).mean(-1, keepdim=True).add(1e-5).sqrt() * g + b
expressions = {
    "add": (lambda x, y: x + y, [normal(2, 1, 3), normal(4, 1)]),
    "subtract": (lambda x, y: x - y, [normal(3), normal(2, 3)]),
    "multiply": (lambda x, y: x * y, [normal(2, 3), normal(2, 1)]),
    "divide": (lambda x, y: x / y, [normal(2, 3), positive(3)]),
    "functions": (lambda x: t.sin(x) * t.cos(x) + t.tanh(x) + t.exp(-x) + t.erf(x) + t.abs(x), [normal(3, 4)]),
    "roots": (lambda x: t.log(x) + t.sqrt(x) + x**-1.5 + x**3, [positive(3, 4)]),
    "maximum": (lambda x, y: t.maximum(x, y) + 2 * t.minimum(x, y), [whole(3, 4), whole(3, 4)]),
    "where": (lambda x, y: t.where(x > 0, x * y, y), [normal(3, 4), normal(4)]),
    "sums": (lambda x: x.sum(1) + x.mean((0, 2)) + x.sum(), [normal(2, 3, 3)[:, :, :3]]),
    "largest": (lambda x: t.amax(x, 1), [normal(4, 5)]),
    "softmax": (lambda x: t.softmax(x, -1), [normal(3, 5)]),
    "logSumExp": (lambda x: t.logsumexp(3 * x, 0), [normal(3, 5)]),
    "layerNorm": (layer_norm, [normal(2, 3, 6), normal(6), normal(6)]),
    "gelu": (lambda x: t.nn.functional.gelu(x), [normal(3, 4)]),
    "matmul": (lambda a, b: a @ b, [normal(3, 4), normal(4, 5)]),
    "batched": (lambda a, b: a @ b, [normal(2, 1, 3, 4), normal(3, 4, 2)]),
    "tall": (lambda a, b: a @ b, [normal(2, 3, 4), normal(4, 2)]),
    "vectors": (lambda a, b, c: (a @ b) * (b @ c), [normal(3), normal(3, 3), normal(3)]),
    "transposed": (lambda a, b: a.transpose(-2, -1) @ b.transpose(-2, -1), [normal(4, 3), normal(5, 4)]),
    "take": (lambda x: x[index], [normal(5, 3)]),
    "takeAlongAxis": (lambda x: t.take_along_dim(x, index, 1), [normal(2, 5)]),
    "scatterAdd": (lambda x: t.zeros(5, 2, dtype=x.dtype).index_add(0, index.ravel(), x), [normal(6, 2)]),
    "slices": (lambda x: x[1:, ::2] * t.flip(x, (1,))[:-1, ::2] + x[0, -3:], [normal(3, 6)]),
    "permuted": (lambda x: x.permute(2, 0, 1).reshape(4, 6) ** 2, [normal(2, 3, 4)]),
    "joined": (lambda x, y: t.cat([x, y * y], 1) * t.stack([y.sum(1), x.sum(1)], 1).mean(), [normal(2, 3), normal(2, 2)]),
    "attention": (lambda q, k, v: t.softmax(q @ k.transpose(-2, -1) / 2, -1) @ v, [normal(2, 3, 4), normal(2, 5, 4), normal(2, 5, 4)]),
    "network": (lambda x, w, b, u: t.log_softmax(t.tanh(x @ w + b) @ u, -1)[t.arange(4), t.tensor([0, 2, 1, 2])], [normal(4, 3), normal(3, 5), normal(5), normal(5, 3)]),
}

rows = {}
for name, (expression, inputs) in expressions.items():
    leaves = [x.clone().requires_grad_() for x in inputs]
    value = expression(*leaves)
    weights, directions = normal(*value.shape), [normal(*x.shape) for x in inputs]
    number = (weights * value).sum()
    gradients = torch.autograd.grad(number, leaves, create_graph=True)
    along = sum((g * d).sum() for g, d in zip(gradients, directions))
    curved = torch.autograd.grad(along, leaves, allow_unused=True) if along.requires_grad else [None] * len(leaves)
    row = lambda x: {"shape": list(x.shape), "numbers": x.detach().ravel().tolist()}
    rows[name] = {
        "inputs": [row(x) for x in inputs],
        "value": row(value),
        "weights": row(weights),
        "gradients": [row(g) for g in gradients],
        "directions": [row(d) for d in directions],
        "hessianVector": [row(torch.zeros_like(x) if h is None else h) for x, h in zip(inputs, curved)],
    }
pathlib.Path("book/data/tensor-oracle.json").write_text(json.dumps({"torch": torch.__version__, "index": index.tolist(), "expressions": rows}, separators=(",", ":")) + "\n")
## sourceMappingURL=../.maps/testing/tensor-oracle.py.map
