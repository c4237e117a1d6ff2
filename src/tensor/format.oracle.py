# Tangled from book/interlude-a-tensors/01-tensors.md. Edit the book, then: npm run tangle
"""Writes book/data/numpy-print.json: arrays, and what numpy prints for them. Run: python3 src/tensor/format.oracle.py"""
import json
import math
import pathlib

import numpy as np

random = np.random.default_rng(1851)
nan, inf = math.nan, math.inf
np.seterr(over="ignore")  # 1e300 in float32 is meant to be inf
lists = [
    3.0, 3.5, 0.1, -0.0, 1e-4, 9e-5, 1e16, 9e15, 123456789.123, 1e-7, 1 / 3, nan, -inf,
    [0.0, 0.0], [-0.0, 1.5], [1.0, 1.25], [nan, 3.0], [inf, -inf, nan], [1.5, nan, -inf], [-inf], [nan, 1e-9],
    [1e-4, 1.0], [1e-5, 0.25, 0.1], [99999.0, 1.0], [1e8, 1.0], [99999999.0], [1e300, 1e-300], [0.001, 1.0], [0.00099, 1.0], [1234.5678, 0.5],
    [2.0**-9, 3 * 2.0**-9, 5 * 2.0**-9], [1 + 2.0**-9, -1 - 3 * 2.0**-9], [1e9 + 0.5, 1e9 + 1.5],
    [], [[], []], [[1.0, 2.0], [3.0, 4.0]], [[[1.0], [-2.0]], [[3.5], [4.0]]],
]
cases = [(np.array(each, dtype), str(dtype)) for each in lists for dtype in ("float64", "float32")]
for shape in [(7,), (30,), (3, 5), (2, 3, 4), (2, 2, 2, 2), (3, 30), (1, 1, 12), (2000,), (40, 50), (7, 7, 30), (5, 300), (1001, 1), (2, 1, 600)]:
    for scale in (1.0, 1e-3, 1e4, 1e9):
        dtype = "float64" if random.random() < 0.5 else "float32"
        cases.append(((scale * random.standard_normal(shape)).astype(dtype), dtype))
    cases.append((np.round(random.standard_normal(shape), 2), "float64"))
    cases.append((random.integers(-1000, 1000, shape).astype("int32"), "int32"))

text = {nan: "nan", inf: "inf", -inf: "-inf"}
number = lambda x: str(x) if not math.isfinite(x) else float(x)
rows = [{"dtype": dtype, "shape": array.shape, "numbers": [number(x) for x in array.ravel().tolist()], "text": str(array)} for array, dtype in cases]
for row, (array, _) in zip(rows, cases):
    if array.size > 1000:  # only what is printed need be kept: the rest is not looked at
        keep = np.zeros(array.shape, bool)
        keep[np.ix_(*[[i for i in range(n) if n <= 6 or i < 3 or i >= n - 3] for n in array.shape])] = True
        kept = [(i, x) for i, (x, k) in enumerate(zip(row["numbers"], keep.ravel().tolist())) if k]
        row["places"], row["numbers"] = [i for i, _ in kept], [x for _, x in kept]
pathlib.Path("book/data/numpy-print.json").write_text(json.dumps({"numpy": np.__version__, "cases": rows}, separators=(",", ":"), allow_nan=False) + "\n")
## sourceMappingURL=../.maps/tensor/format.oracle.py.map
