# Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
"""Steps of training a GPT in PyTorch, timed. It reads requests, a line of JSON each, and answers with the seconds of one step."""
import json
import sys
import time

try:
    import torch
    from torch.nn import Embedding, LayerNorm, Linear, Module, ModuleList
    from torch.nn.functional import cross_entropy, gelu, scaled_dot_product_attention
except ImportError:
    print(json.dumps(None), flush=True)
    sys.exit()

prepared = {}


class Block(Module):
    """A pre-norm block, with one matrix for queries, keys and values."""

    def __init__(self, d, heads, bias):
        super().__init__()
        self.heads = heads
        self.first, self.second = LayerNorm(d, bias=bias), LayerNorm(d, bias=bias)
        self.qkv, self.output = Linear(d, 3 * d, bias), Linear(d, d, bias)
        self.hidden, self.back = Linear(d, 4 * d, bias), Linear(4 * d, d, bias)

    def forward(self, x):
        B, T, d = x.shape
        split = lambda each: each.view(B, T, self.heads, d // self.heads).transpose(1, 2)
        q, k, v = map(split, self.qkv(self.first(x)).split(d, dim=2))
        y = scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.output(y.transpose(1, 2).reshape(B, T, d))
        return x + self.back(gelu(self.hidden(self.second(x))))


class Gpt(Module):
    """A GPT whose output layer is the table of its embedding."""

    def __init__(self, vocabulary_size, context, layers, heads, d, bias):
        super().__init__()
        self.tokens, self.positions = Embedding(vocabulary_size, d), Embedding(context, d)
        self.blocks = ModuleList(Block(d, heads, bias) for _ in range(layers))
        self.norm = LayerNorm(d, bias=bias)

    def forward(self, ids, targets):
        x = self.tokens(ids) + self.positions(torch.arange(ids.shape[1]))
        for block in self.blocks:
            x = block(x)
        logits = self.norm(x) @ self.tokens.weight.T
        return cross_entropy(logits.flatten(0, 1), targets.flatten())


def training_step(vocabulary_size, context, layers, heads, width, bias, batch, time):
    """A step of AdamW on random tokens."""
    model = Gpt(vocabulary_size, context, layers, heads, width, bias)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, betas=(0.9, 0.99))
    ids, targets = (torch.randint(vocabulary_size, (batch, time)) for _ in range(2))

    def step():
        optimizer.zero_grad()
        loss = model(ids, targets)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def seconds(request):
    """Seconds of one step: of processor time where one thread is asked for, else by the wall clock."""
    torch.set_num_threads(request["threads"])
    key = json.dumps(request["sizes"])
    if key not in prepared:
        prepared.clear()
        prepared[key] = training_step(**request["sizes"])
    step, clock = prepared[key], time.process_time if request["threads"] == 1 else time.perf_counter
    start = clock()
    for _ in range(request["repeats"]):
        step()
    return (clock() - start) / request["repeats"]


print(json.dumps(torch.__version__.split("+")[0]), flush=True)
for line in sys.stdin:
    print(json.dumps(seconds(json.loads(line))), flush=True)
## sourceMappingURL=../../.maps/models/gpt/gpt_speed.py.map
