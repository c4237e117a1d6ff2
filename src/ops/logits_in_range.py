# Tangled from book/06-stability/05-keeping-logits-in-range.md. Edit the book, then: npm run tangle
"""Writes book/data/logits-oracle.json: losses and gradients with z-loss, soft-capping and label smoothing, by PyTorch in double precision. Run: python3 src/ops/logits_in_range.py"""
import json
import pathlib

import torch

torch.manual_seed(1851)
F = torch.nn.functional
z = (6 * torch.randn(5, 7, dtype=torch.float32)).double()  # numbers that both precisions have
targets = torch.tensor([2, -1, 0, 6, 3])
counted = targets >= 0


def with_z_loss(z):
    return F.cross_entropy(z, targets, ignore_index=-1) + 0.01 * (torch.logsumexp(z, -1)[counted] ** 2).mean()


losses = {
    "zLoss": with_z_loss,
    "softCap": lambda z: F.cross_entropy(5 * torch.tanh(z / 5), targets, ignore_index=-1),
    "both": lambda z: with_z_loss(5 * torch.tanh(z / 5)),
}
rows = {}
for name, loss in losses.items():
    leaf = z.clone().requires_grad_()
    value = loss(leaf)
    rows[name] = {"loss": value.item(), "gradient": torch.autograd.grad(value, leaf)[0].tolist()}
pathlib.Path("book/data/logits-oracle.json").write_text(json.dumps({"torch": torch.__version__, "z": z.tolist(), "targets": targets.tolist(), "losses": rows}, separators=(",", ":")) + "\n")
## sourceMappingURL=../.maps/ops/logits_in_range.py.map
