# Tangled from book/04-neural-lm/11-limits-of-the-network.md. Edit the book, then: npm run tangle
"""Writes book/data/safetensors-oracle.json: files by the reference implementation, and what it says of ours. Run: python3 src/io/safetensors.oracle.py"""
import base64
import json
import pathlib
import struct
import subprocess

import numpy as np
from safetensors import SafetensorError, deserialize
from safetensors.numpy import save

text = lambda raw: base64.b64encode(raw).decode()
number = lambda x: x if np.isfinite(x) else str(x)
row = lambda array: {"dtype": str(array.dtype), "shape": list(array.shape), "numbers": [number(x) for x in array.ravel().tolist()]}
random = np.random.default_rng(1851)
normal = lambda *shape: random.standard_normal(shape).astype("float32")
dtypes = {"F32": "<f4", "F64": "<f8", "I32": "<i4"}


def read(raw):
    """What the reference implementation reads."""
    tensors = {name: np.frombuffer(bytes(each["data"]), dtypes[each["dtype"]]).reshape(each["shape"]) for name, each in deserialize(raw)}
    return {name: row(tensors[name]) for name in sorted(tensors)}


def case(tensors, metadata=None):
    raw = save(tensors, metadata)
    return {"bytes": text(raw), "metadata": metadata or {}, "tensors": read(raw)}


good = {
    "one matrix": case({"weight": normal(2, 3)}),
    "a network": case({"embedding": normal(5, 2), "hidden.weight": normal(4, 3), "hidden.bias": normal(3), "output.weight": normal(3, 5), "output.bias": normal(5)}, {"format": "np"}),
    "three dtypes": case({"a": normal(3), "b": random.standard_normal(2), "c": random.integers(-(2**31), 2**31, 5).astype("int32"), "d": random.standard_normal((1, 1)), "e": normal(1)}),
    "a single number": case({"loss": np.array(3.2958, "float64")}),
    "nothing in a tensor": case({"empty": np.zeros((0, 3), "float32"), "full": normal(1)}),
    "no tensor": case({}),
    "odd numbers": case({"x": np.array([np.nan, np.inf, -np.inf, -0.0, 5e-324, 1.7976931348623157e308], "float64"), "y": np.array([2**-149, -0.0, 3.4028235e38], "float32")}),
    "names": case({"10": normal(1), "9": normal(1), 'a "quoted" \\ name': normal(1), "Ünter\nwegs": normal(2), "\uffff": normal(1), "𝔸": normal(1), "__proto__": normal(1), "": normal(1)}, {"a\tb": "ö \"'\u0001"}),
}

F32 = lambda begin, end, shape=None: {"dtype": "F32", "shape": [(end - begin) // 4] if shape is None else shape, "data_offsets": [begin, end]}
packed = lambda header, data: struct.pack("<Q", len(header)) + header + data
file = lambda header, data: packed(json.dumps(header).encode(), data)
whole = save({"weight": normal(2, 3)})
bad = {
    "empty": b"",
    "seven bytes": whole[:7],
    "cut in the header": whole[:40],
    "cut in the data": whole[:-1],
    "one byte more": whole + b"\0",
    "a header of 2⁶³ bytes": struct.pack("<Q", 2**63) + whole[8:],
    "a header too long to be read": struct.pack("<Q", 100_000_001) + whole[8:],
    "not JSON": packed(b'{"a":', b""),
    "not UTF-8": packed(b'{"\xff":1}', b""),
    "a list": packed(b"[]", b""),
    "an entry that is none": file({"a": 1}, b""),
    "no dtype": file({"a": {"shape": [1], "data_offsets": [0, 4]}}, bytes(4)),
    "an unknown dtype": file({"a": {"dtype": "F33", "shape": [1], "data_offsets": [0, 4]}}, bytes(4)),
    "a hole": file({"a": F32(0, 4), "b": F32(8, 12)}, bytes(12)),
    "a hole at the start": file({"a": F32(4, 8)}, bytes(8)),
    "an overlap": file({"a": F32(0, 8), "b": F32(4, 12)}, bytes(12)),
    "the same bytes twice": file({"a": F32(0, 4), "b": F32(0, 4)}, bytes(4)),
    "out of range": file({"a": F32(0, 8)}, bytes(4)),
    "a shape that does not fit": file({"a": F32(0, 8, [3])}, bytes(8)),
    "offsets the wrong way round": file({"a": F32(4, 0, [1])}, bytes(4)),
    "a negative offset": file({"a": F32(-4, 0, [1])}, bytes(4)),
    "a negative length": file({"a": F32(0, 4, [-1, -1])}, bytes(4)),
    "half a length": file({"a": F32(0, 4, [1.5])}, bytes(4)),
    "metadata that is no text": file({"__metadata__": {"step": 1}}, b""),
    "a name twice": packed(b'{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}', bytes(8)),
}


def verdict(raw):
    try:
        deserialize(raw)
        return None
    except SafetensorError as error:
        return str(error)


ours = base64.b64decode(subprocess.run(["node", "--import", "tsx", "src/io/safetensors.oracle.ts"], check=True, capture_output=True).stdout)
pathlib.Path("book/data/safetensors-oracle.json").write_text(json.dumps({
    "good": good,
    "bad": {name: {"bytes": text(raw), "refused": verdict(raw)} for name, raw in bad.items()},
    "ours": {"bytes": text(ours), "tensors": read(ours)},
}, indent=1, allow_nan=False) + "\n")
## sourceMappingURL=../.maps/io/safetensors.oracle.py.map
