# Tangled from book/interlude-b-the-processor/10-comparison-with-openblas.md. Edit the book, then: npm run tangle
"""Runs products in OpenBLAS and kernels in PyTorch, and times them. It reads requests, a line of JSON each, and answers with the seconds of one run."""
import ctypes
import importlib.util
import json
import sys
import time

ORDERS = {"N": 111, "T": 112}
prepared = {}


def openblas():
    """The library, or None where it is not installed."""
    try:
        library = ctypes.CDLL("libopenblas.so.0")
    except OSError:
        return None
    library.openblas_get_config.restype = ctypes.c_char_p
    return library


BLAS = openblas()
if importlib.util.find_spec("torch"):
    import torch
else:
    torch = None


def product(order, m, n, k):
    """C = A B of float32 by `cblas_sgemm`; a T in the order says which operand is stored transposed."""
    size = lambda rows, columns: (ctypes.c_float * (rows * columns))(*[0.5] * 8)
    a, b, c = size(m, k), size(k, n), size(m, n)
    lda, ldb = (k if order[0] == "N" else m), (n if order[1] == "N" else k)
    return lambda: BLAS.cblas_sgemm(101, ORDERS[order[0]], ORDERS[order[1]], m, n, k, ctypes.c_float(1), a, lda, b, ldb, ctypes.c_float(0), c, n)


def kernel(name, n, d):
    """A kernel of PyTorch on n rows of d numbers. Results go into tensors that are there where the operator can do that."""
    x, y, out = torch.randn(n, d), torch.randn(n, d), torch.empty(n, d)
    gain, bias = torch.randn(d), torch.randn(d)
    targets = torch.randint(d, (n,))
    aten = torch.ops.aten
    p = torch.softmax(x, 1)
    logs = torch.log_softmax(x, 1)
    _, mean, r = aten.native_layer_norm(x, [d], gain, bias, 1e-5)
    one = torch.tensor(1.0)
    total = torch.tensor(float(n))
    runs = {
        "softmax": lambda: aten._softmax.out(x, 1, False, out=out),
        "softmax, backward": lambda: aten._softmax_backward_data.out(y, p, 1, torch.float32, grad_input=out),
        "layer norm": lambda: aten.native_layer_norm(x, [d], gain, bias, 1e-5),
        "layer norm, backward": lambda: aten.native_layer_norm_backward(y, x, [d], mean, r, gain, bias, [True, True, True]),
        "GELU": lambda: aten.gelu.out(x, out=out),
        "GELU, backward": lambda: aten.gelu_backward.grad_input(y, x, grad_input=out),
        "cross-entropy": lambda: aten.nll_loss_forward(torch.log_softmax(x, 1), targets, None, 1, -1),
        "cross-entropy, backward": lambda: aten._log_softmax_backward_data(aten.nll_loss_backward(one, logs, targets, None, 1, -1, total), logs, 1, torch.float32),
    }
    return runs[name]


def training_step(context, vocabulary_size, features, width, batch):
    """A step of the network of Chapter 4, with gradient descent."""
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
        return loss.item()

    return step


def addition(length):
    """An addition that is recorded for a backward pass."""
    x, y = torch.randn(length, requires_grad=True), torch.randn(length)
    return lambda: x + y


MAKERS = {"product": product, "kernel": kernel, "step": training_step, "addition": addition}


def seconds(request):
    """Seconds of one run: of processor time where one thread is asked for, else by the wall clock."""
    threads = request["threads"]
    if BLAS:
        BLAS.openblas_set_num_threads(threads)
    if torch:
        torch.set_num_threads(threads)
    key = json.dumps([request["run"], request["arguments"]])
    if key not in prepared:
        prepared.clear()
        prepared[key] = MAKERS[request["run"]](*request["arguments"])
        prepared[key]()
    run, clock = prepared[key], time.process_time if request["clock"] == "processor" else time.perf_counter
    start = clock()
    for _ in range(request["repeats"]):
        run()
    return (clock() - start) / request["repeats"]


versions = {
    "OpenBLAS": BLAS and BLAS.openblas_get_config().decode().split()[1],
    "PyTorch": torch and torch.__version__.split("+")[0],
}
print(json.dumps(versions), flush=True)
for line in sys.stdin:
    print(json.dumps(seconds(json.loads(line))), flush=True)
## sourceMappingURL=../.maps/experiments/peers.py.map
