// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/* Functions of each element: one kernel, which is told their code. */
struct map {
  float *out;
  const float *x, *y, *z; /* null where a number stands for an operand */
  float a, b, c;
  int code, n, axes;
  int lengths[6], to[6], of_x[6], of_y[6], of_z[6];
};

enum {
  COPY, NEGATIVE, ABS, SIGN, EXP, LOG, SQRT, TANH, SIN, COS, ERF, POW,
  ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, WHERE,
  RELU, RELU_BACKWARD, TANH_BACKWARD, GELU, GELU_BACKWARD, GELU_TANH, GELU_TANH_BACKWARD,
};

/* The distribution function of the standard normal distribution, and its density. */
DEVICE float below(float x) { return 0.5f * erfcf(-0.70710678f * x); }
DEVICE float density(float x) { return 0.39894228f * expf(-0.5f * x * x); }

DEVICE float inner_of_gelu(float x) { return 0.79788456f * x * (1 + 0.044715f * x * x); }
DEVICE float slope_of_gelu(float x) {
  float t = tanhf(inner_of_gelu(x));
  return 0.5f * (1 + t) + 0.5f * x * (1 - t * t) * 0.79788456f * (1 + 0.134145f * x * x);
}

DEVICE float applied(int code, float x, float y, float z) {
  switch (code) {
    case COPY: return x;
    case NEGATIVE: return -x;
    case ABS: return fabsf(x);
    case SIGN: return x > 0 ? 1 : x < 0 ? -1 : x;
    case EXP: return expf(x);
    case LOG: return logf(x);
    case SQRT: return sqrtf(x);
    case TANH: return tanhf(x);
    case SIN: return sinf(x);
    case COS: return cosf(x);
    case ERF: return erff(x);
    case POW: return powf(x, y);
    case ADD: return x + y;
    case SUBTRACT: return x - y;
    case MULTIPLY: return x * y;
    case DIVIDE: return x / y;
    case MAXIMUM: return larger(x, y);
    case MINIMUM: return x < y || x != x ? x : y;
    case LESS: return x < y;
    case LESS_EQUAL: return x <= y;
    case GREATER: return x > y;
    case GREATER_EQUAL: return x >= y;
    case EQUAL: return x == y;
    case WHERE: return x != 0 ? y : z;
    case RELU: return x <= 0 ? 0 : x;
    case RELU_BACKWARD: return x > 0 ? y : 0;
    case TANH_BACKWARD: return y * (1 - x * x);
    case GELU: return x * below(x);
    case GELU_BACKWARD: return y * (below(x) + x * density(x));
    case GELU_TANH: return x * 0.5f * (1 + tanhf(inner_of_gelu(x)));
    default: return y * slope_of_gelu(x);
  }
}

KERNEL(map, struct map) {
  int i = index_of_thread();
  if (i >= a.n) return;
  float x = a.x == NULL ? a.a : a.x[place_of(i, a.axes, a.lengths, a.of_x)];
  float y = a.y == NULL ? a.b : a.y[place_of(i, a.axes, a.lengths, a.of_y)];
  float z = a.z == NULL ? a.c : a.z[place_of(i, a.axes, a.lengths, a.of_z)];
  a.out[place_of(i, a.axes, a.lengths, a.to)] = applied(a.code, x, y, z);
}

// Fill words of memory
struct fill {
  unsigned *out;
  unsigned word;
  int n;
};

KERNEL(fill, struct fill) {
  int i = index_of_thread();
  if (i < a.n) a.out[i] = a.word;
}
//# sourceMappingURL=../../.maps/backends/cuda/maps.cuh.map
