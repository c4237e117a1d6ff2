# Tangled from book/05-optimisation/09-limits-of-optimisers.md. Edit the book, then: npm run tangle
"""Writes book/data/optim-oracle.json: parameters after each of 20 steps, by the optimisers of PyTorch, in float64. Run: python3 src/optim/pytorch_optimizers.py"""
import json
import pathlib

import torch

torch.manual_seed(1851)
STEPS = 20
# six decimals, so that the file has the very numbers
drawn = lambda *shape: torch.round(torch.randn(shape, dtype=torch.float64), decimals=6)
start = [drawn(2, 3), drawn(3)]
# gradients of very different sizes, so that clipping and normalisation have work to do
gradients = [[torch.round(drawn(*x.shape) * 10.0 ** (-step % 3 - 1), decimals=6) for x in start] for step in range(STEPS)]
flat = lambda tensors: [float(f"{x:.12g}") for tensor in tensors for x in tensor.detach().ravel().tolist()]


def course(make, clip=None, schedule=None, after=lambda leaves: leaves):
    leaves = [x.clone().requires_grad_() for x in start]
    optimizer = make(leaves)
    scheduler = schedule and schedule(optimizer)
    rows = []
    for gradient in gradients:
        for leaf, g in zip(leaves, gradient):
            leaf.grad = g.clone()
        if clip is not None:
            torch.nn.utils.clip_grad_norm_(leaves, clip)
        optimizer.step()
        if scheduler:
            scheduler.step()
        rows.append(flat(after(leaves)))
    return rows


def averaged(decay):
    """What AveragedModel has after each step, begun with the parameters before the first."""
    module = torch.nn.Module()
    module.leaves = torch.nn.ParameterList([x.clone() for x in start])
    model = torch.optim.swa_utils.AveragedModel(module, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(decay))
    model.update_parameters(module)

    def after(leaves):
        for mine, leaf in zip(module.leaves, leaves):
            mine.data.copy_(leaf.detach())
        model.update_parameters(module)
        return list(model.module.leaves)

    return after


O, S = torch.optim, torch.optim.lr_scheduler
split = lambda leaves: [{"params": leaves[:1], "weight_decay": 0.1}, {"params": leaves[1:], "weight_decay": 0.0}]
warm = lambda o: S.SequentialLR(o, [S.LinearLR(o, 0.2, 1.0, 4), S.CosineAnnealingLR(o, 15, 0.001)], [5])
courses = {
    "adagrad": course(lambda p: O.Adagrad(p, lr=0.1)),
    "rmsprop": course(lambda p: O.RMSprop(p, lr=0.01)),
    "adam": course(lambda p: O.Adam(p, lr=0.01)),
    "adam with other betas": course(lambda p: O.Adam(p, lr=0.1, betas=(0.5, 0.9), eps=1e-3)),
    "adam with L2": course(lambda p: O.Adam(p, lr=0.01, weight_decay=0.1)),
    "adamw": course(lambda p: O.AdamW(p, lr=0.01, weight_decay=0.1)),
    "adamw in groups": course(lambda p: O.AdamW(split(p), lr=0.01)),
    "adafactor": course(lambda p: O.Adafactor(p, eps=(1e-30, 1e-3), lr=0.1)),
    "adafactor with decay": course(lambda p: O.Adafactor(p, eps=(1e-30, 1e-3), lr=0.01, d=1.5, weight_decay=0.1)),
    "sgd clipped": course(lambda p: O.SGD(p, lr=0.1), clip=0.5),
    "adamw clipped": course(lambda p: O.AdamW(p, lr=0.01, weight_decay=0.01), clip=0.5),
    "adam scheduled": course(lambda p: O.Adam(p, lr=0.01), schedule=warm),
    "sgd averaged": course(lambda p: O.SGD(p, lr=0.1), after=averaged(0.9)),
}
record = {"torch": torch.__version__, "start": flat(start), "gradients": [flat(g) for g in gradients], "courses": courses}
pathlib.Path("book/data/optim-oracle.json").write_text(json.dumps(record, separators=(",", ":")) + "\n")
## sourceMappingURL=../.maps/optim/pytorch_optimizers.py.map
