# Tangled from book/08-transformer/04-counting-a-gpt.md. Edit the book, then: npm run tangle
"""Writes book/data/gpt-oracle.json: GPTs of random weights, their logits, loss and gradients by PyTorch. Run: /usr/bin/python3 src/models/gpt/pytorch_gpt.py"""
import base64
import json
import pathlib
import struct

import torch
import torch.nn.functional as F

torch.manual_seed(1851)
ACTIVATIONS = {"geluTanh": lambda x: F.gelu(x, approximate="tanh"), "gelu": F.gelu, "relu": F.relu}


class Gpt(torch.nn.Module):
    """Layers store their weights as nn.Linear does, [outputs, inputs]; heads are computed one after the other."""

    def __init__(self, V, T, L, H, d, m, tied, norm, bias, activation):
        super().__init__()
        self.heads, self.rms, self.phi = H, norm == "rms", ACTIVATIONS[activation]
        self.wte, self.wpe = torch.nn.Embedding(V, d), torch.nn.Embedding(T, d)
        layer = lambda i, o: torch.nn.Linear(i, o, bias=bias)
        normed = lambda: torch.nn.RMSNorm(d, eps=1e-5) if self.rms else torch.nn.LayerNorm(d, eps=1e-5, bias=bias)
        self.blocks = torch.nn.ModuleList(
            torch.nn.ModuleDict({"ln_1": normed(), "c_attn": layer(d, 3 * d), "a_proj": layer(d, d), "ln_2": normed(), "c_fc": layer(d, m), "f_proj": layer(m, d)}) for _ in range(L)
        )
        self.ln_f = normed()
        self.head = torch.nn.Linear(d, V, bias=False)
        if tied:
            self.head.weight = self.wte.weight
        for p in self.parameters():
            torch.nn.init.normal_(p, std=0.3)

    def forward(self, ids):
        T, d = ids.shape[1], self.wte.weight.shape[1]
        x = self.wte(ids) + self.wpe.weight[:T]
        future = torch.ones(T, T, dtype=torch.bool).triu(1)
        k = d // self.heads
        for block in self.blocks:
            q, key, v = block["c_attn"](block["ln_1"](x)).split(d, dim=-1)
            outputs = []
            for h in range(self.heads):
                part = slice(h * k, (h + 1) * k)
                scores = q[..., part] @ key[..., part].transpose(-1, -2) / k**0.5
                outputs.append(scores.masked_fill(future, float("-inf")).softmax(-1) @ v[..., part])
            x = x + block["a_proj"](torch.cat(outputs, dim=-1))
            x = x + block["f_proj"](self.phi(block["c_fc"](block["ln_2"](x))))
        return self.head(self.ln_f(x))

    def public(self, of, tied, prefix):
        """Tensors by GPT-2's public names, where weights of linear layers are [inputs, outputs]."""
        names = {"c_attn": "attn.c_attn", "a_proj": "attn.c_proj", "c_fc": "mlp.c_fc", "f_proj": "mlp.c_proj"}
        found = {"wte.weight": of(self.wte.weight), "wpe.weight": of(self.wpe.weight)}
        for l, block in enumerate(self.blocks):
            for name, module in block.items():
                for kind, p in module.named_parameters():
                    turned = isinstance(module, torch.nn.Linear) and kind == "weight"
                    found[f"h.{l}.{names.get(name, name)}.{kind}"] = of(p).T if turned else of(p)
        for kind, p in self.ln_f.named_parameters():
            found[f"ln_f.{kind}"] = of(p)
        found = {prefix + name: each for name, each in found.items()}
        if not tied or prefix:
            found["lm_head.weight"] = of(self.head.weight)
        return found


def safetensors(tensors):
    header, data = {}, b""
    for name, x in tensors.items():
        raw = struct.pack(f"<{x.numel()}f", *x.detach().contiguous().ravel().tolist())
        header[name] = {"dtype": "F32", "shape": list(x.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    return base64.b64encode(struct.pack("<Q", len(head)) + head + data).decode()


cases = []
for name, prefix, config in [
    ("as GPT-2", "", {"V": 11, "T": 7, "L": 2, "H": 2, "d": 8, "m": 32, "tied": True, "norm": "layer", "bias": True, "activation": "geluTanh"}),
    ("as GPT-2, with a prefix and buffers", "transformer.", {"V": 5, "T": 4, "L": 1, "H": 1, "d": 6, "m": 24, "tied": True, "norm": "layer", "bias": True, "activation": "geluTanh"}),
    ("untied, without biases, with exact GELU", "", {"V": 9, "T": 6, "L": 1, "H": 4, "d": 12, "m": 20, "tied": False, "norm": "layer", "bias": False, "activation": "gelu"}),
    ("with RMSNorm and ReLU", "", {"V": 7, "T": 9, "L": 3, "H": 3, "d": 9, "m": 18, "tied": True, "norm": "rms", "bias": False, "activation": "relu"}),
    ("a wide head and a narrow stream", "", {"V": 13, "T": 33, "L": 2, "H": 1, "d": 4, "m": 4, "tied": False, "norm": "layer", "bias": True, "activation": "gelu"}),
]:
    model = Gpt(**config)
    # float32 has the weights exactly; the reference computes in double precision
    model.double()
    B, T = 3, config["T"]
    ids, targets = torch.randint(config["V"], (B, T)), torch.randint(config["V"], (B, T))
    targets[0, 0] = -1
    logits = model(ids)
    loss = F.cross_entropy(logits.reshape(B * T, -1), targets.ravel(), ignore_index=-1)
    loss.backward()
    weights = model.public(lambda p: p.detach(), config["tied"], prefix)
    if prefix:
        weights[f"{prefix}h.0.attn.bias"] = torch.ones(1, 1, T, T).tril()
    gradients = model.public(lambda p: p.grad, config["tied"], "")
    cases.append({
        "name": name, "heads": config["H"], "activation": config["activation"], "norm": config["norm"], "prefix": prefix,
        "weights": safetensors(weights), "ids": ids.tolist(), "targets": targets.tolist(),
        "logits": [float(f"{z:.9g}") for z in logits.detach().ravel().tolist()], "loss": loss.item(), "gradients": safetensors(gradients),
    })
pathlib.Path("book/data/gpt-oracle.json").write_text(json.dumps({"torch": torch.__version__, "cases": cases}, separators=(",", ":")) + "\n")
## sourceMappingURL=../../.maps/models/gpt/pytorch_gpt.py.map
