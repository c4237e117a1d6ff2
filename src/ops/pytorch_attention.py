# Tangled from book/07-attention/04-the-backward-pass-of-attention.md. Edit the book, then: npm run tangle
"""Writes book/data/attention-oracle.json: attention and its gradients by PyTorch in double precision. Run: python3 src/ops/pytorch_attention.py"""
import json
import pathlib

import torch

torch.manual_seed(1851)
normal = lambda *shape: torch.randn(shape, dtype=torch.float32).double()  # numbers that both precisions have
row = lambda x: {"shape": list(x.shape), "numbers": x.detach().ravel().tolist()}
position = lambda T, N: torch.arange(N - T, N)[:, None] - torch.arange(N)[None, :]
cases = []
for name, (T, N, d, m), options in [
    ("full", (5, 7, 4, 3), {}),
    ("scaled", (5, 5, 4, 4), {"scale": 0.25}),
    ("causal", (6, 6, 3, 5), {"causal": True}),
    ("last queries", (2, 6, 4, 4), {"causal": True}),
    ("window", (7, 7, 4, 4), {"causal": True, "window": 3}),
    ("masked", (4, 5, 4, 2), {"mask": [[1, 0, 1, 0, 0], [0, 0, 0, 0, 0], [0, 1, 1, 1, 1], [1, 1, 1, 1, 1]]}),
]:
    leaves = [(2 * normal(2, *shape)).requires_grad_() for shape in [(T, d), (N, d), (N, m)]]
    weights = normal(2, T, m)
    allowed = torch.ones(T, N, dtype=torch.bool)
    if "causal" in options:
        allowed &= position(T, N) >= 0
    if "window" in options:
        allowed &= position(T, N) < options["window"]
    if "mask" in options:
        allowed = torch.tensor(options["mask"], dtype=torch.bool)
    y = torch.nn.functional.scaled_dot_product_attention(*leaves, attn_mask=allowed, scale=options.get("scale"))
    gradients = torch.autograd.grad(y, leaves, weights)
    cases.append({"name": name, "options": options, "operands": [row(each) for each in leaves], "weights": row(weights), "y": row(y), "gradients": [row(g) for g in gradients]})
pathlib.Path("book/data/attention-oracle.json").write_text(json.dumps({"torch": torch.__version__, "cases": cases}, separators=(",", ":")) + "\n")
## sourceMappingURL=../.maps/ops/pytorch_attention.py.map
