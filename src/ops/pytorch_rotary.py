# Tangled from book/09-position/04-rotary-embedding.md. Edit the book, then: npm run tangle
"""Writes book/data/rotary-oracle.json: rotary embeddings and their gradients by PyTorch in double precision, in both layouts. Run: python3 src/ops/pytorch_rotary.py"""
import json
import pathlib

import torch

torch.manual_seed(1851)
normal = lambda *shape: torch.randn(shape, dtype=torch.float32).double()  # numbers that both precisions have
row = lambda x: {"shape": list(x.shape), "numbers": x.detach().ravel().tolist()}


def angles(T, d, base, first):
    return torch.outer(torch.arange(first, first + T).double(), base ** (-torch.arange(0, d, 2).double() / d))


def half(x, theta):
    """With the negative halves exchanged, as the published code of GPT-NeoX and Llama in Transformers has it."""
    a, b = x.chunk(2, dim=-1)
    both = torch.cat([theta, theta], dim=-1)
    return x * both.cos() + torch.cat([-b, a], dim=-1) * both.sin()


def interleaved(x, theta):
    """As products of complex numbers, as the published code of RoFormer and Llama has it."""
    z = torch.view_as_complex(x.reshape(*x.shape[:-1], -1, 2))
    return torch.view_as_real(z * torch.polar(torch.ones_like(theta), theta)).flatten(-2)


cases = []
for layout, turn in [("half", half), ("interleaved", interleaved)]:
    for shape, base, first in [((5, 4), 10000, 0), ((2, 3, 7, 6), 10000, 0), ((3, 4, 16), 500, 1000)]:
        x, weights = normal(*shape).requires_grad_(), normal(*shape)
        y = turn(x, angles(shape[-2], shape[-1], base, first))
        (gradient,) = torch.autograd.grad(y, x, weights)
        cases.append({"layout": layout, "base": base, "first": first, "x": row(x), "weights": row(weights), "y": row(y), "gradient": row(gradient)})
pathlib.Path("book/data/rotary-oracle.json").write_text(json.dumps({"torch": torch.__version__, "cases": cases}, separators=(",", ":")) + "\n")
## sourceMappingURL=../.maps/ops/pytorch_rotary.py.map
