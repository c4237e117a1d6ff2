# Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
"""Seconds that PyTorch takes on the GPU of this machine, for each case of cuda.bench.ts: JSON, one line."""
import json

import torch
import torch.nn.functional as F


def seconds(run, repeats):
    for _ in range(3):
        run()
    rounds = []
    for _ in range(5):
        first, last = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        first.record()
        for _ in range(repeats):
            run()
        last.record()
        last.synchronize()
        rounds.append(first.elapsed_time(last) / 1e3 / repeats)
    return min(rounds)


def cases(rows=8192, width=4096, side=4096, heads=96, time=1024, head=64):
    torch.manual_seed(1)
    x, y = torch.randn(rows, width, device="cuda"), torch.empty(rows, width, device="cuda")
    gain, bias = torch.ones(width, device="cuda"), torch.zeros(width, device="cuda")
    targets = torch.randint(width, (rows,), device="cuda")
    left, right = torch.randn(side, side, device="cuda"), torch.randn(side, side, device="cuda")
    half = left.bfloat16(), right.bfloat16()
    q, k, v = (torch.randn(1, heads, time, head, device="cuda") for _ in range(3))
    weights = torch.randn(rows, width, device="cuda", requires_grad=True)
    weights.grad = torch.randn_like(weights)
    adamw = torch.optim.AdamW([weights], fused=True)
    return {
        "copy": lambda: y.copy_(x),
        "softmax": lambda: torch.softmax(x, -1),
        "layer norm": lambda: F.layer_norm(x, (width,), gain, bias),
        "GELU": lambda: F.gelu(x),
        "cross-entropy": lambda: F.cross_entropy(x, targets),
        "AdamW": adamw.step,
        "attention": lambda: F.scaled_dot_product_attention(q, k, v, is_causal=True),
        "product in float32": lambda: left @ right,
        "product in bfloat16": lambda: half[0] @ half[1],
    }


if __name__ == "__main__":
    torch.backends.cuda.matmul.allow_tf32 = False
    with torch.no_grad():
        print(json.dumps({"version": torch.__version__, "seconds": {name: seconds(run, 20) for name, run in cases().items()}}))
## sourceMappingURL=../../.maps/backends/cuda/cuda_speed.py.map
