# Tangled from book/06-stability/03-normalisation.md. Edit the book, then: npm run tangle
"""Writes book/data/batch-norm-oracle.json: batch normalisation of three batches in training mode, their gradients, and one in eval mode, by PyTorch in double precision. Run: python3 src/ops/pytorch_batch_norm.py"""
import json
import pathlib

import torch

torch.manual_seed(1851)
rows, features = 6, 4
double = torch.float64
normal = lambda *shape: torch.randn(shape, dtype=double)
row = lambda x: {"shape": list(x.shape), "numbers": x.detach().ravel().tolist()}
layer = torch.nn.BatchNorm1d(features, dtype=double)
with torch.no_grad():
    layer.weight.copy_(normal(features))
    layer.bias.copy_(normal(features))
batches = []
for scale in [1, 3, 0.5]:
    x = (scale * normal(rows, features) + normal(features)).requires_grad_()
    weights = normal(rows, features)
    y = layer(x)
    gradients = torch.autograd.grad(y, [x, layer.weight, layer.bias], weights)
    batches.append({"x": row(x), "weights": row(weights), "y": row(y), "gradients": [row(g) for g in gradients], "mean": row(layer.running_mean), "variance": row(layer.running_var)})
layer.eval()
x = normal(rows, features).requires_grad_()
y = layer(x)
weights = normal(rows, features)
gradients = torch.autograd.grad(y, [x, layer.weight, layer.bias], weights)
evaluated = {"x": row(x), "weights": row(weights), "y": row(y), "gradients": [row(g) for g in gradients]}
record = {"torch": torch.__version__, "gain": row(layer.weight), "bias": row(layer.bias), "batches": batches, "evaluated": evaluated}
pathlib.Path("book/data/batch-norm-oracle.json").write_text(json.dumps(record, separators=(",", ":")) + "\n")
## sourceMappingURL=../.maps/ops/pytorch_batch_norm.py.map
