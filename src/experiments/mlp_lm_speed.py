# Tangled from book/04-neural-lm/09-comparison-with-n-grams.md. Edit the book, then: npm run tangle
"""Times a step of training of two networks in PyTorch, and prints JSON. Run: python3 src/experiments/mlp_lm_speed.py THREADS"""
import json
import sys
import time

import torch

THREADS = int(sys.argv[1])
torch.set_num_threads(THREADS)
torch.manual_seed(1851)
networks = {"names": (3, 27, 10, 200, 32), "novel": (8, 82, 24, 256, 64)}


def seconds(context, vocabulary_size, features, width, batch):
    E = torch.randn(vocabulary_size, features)
    W, b = torch.randn(context * features, width) * (context * features) ** -0.5, torch.zeros(width)
    U, c = torch.randn(width, vocabulary_size) * 0.01, torch.zeros(vocabulary_size)
    parameters = [each.requires_grad_() for each in (E, W, b, U, c)]
    contexts, targets = torch.randint(vocabulary_size, (batch, context)), torch.randint(vocabulary_size, (batch,))

    def step():
        hidden = torch.tanh(E[contexts].view(batch, -1) @ W + b)
        loss = torch.nn.functional.cross_entropy(hidden @ U + c, targets)
        for each in parameters:
            each.grad = None
        loss.backward()
        with torch.no_grad():
            for each in parameters:
                each -= 0.01 * each.grad

    for _ in range(200):
        step()
    best = float("inf")
    for _ in range(7):
        start = time.perf_counter()
        for _ in range(300):
            step()
        best = min(best, (time.perf_counter() - start) / 300)
    return best


print(json.dumps({"torch": torch.__version__, "threads": THREADS, "seconds": {name: seconds(*sizes) for name, sizes in networks.items()}}))
## sourceMappingURL=../.maps/experiments/mlp_lm_speed.py.map
