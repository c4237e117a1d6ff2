// Tangled from book/02-automatic-differentiation/06-gradient-checking.md. Edit the book, then: npm run tangle
/** Complex numbers. */
import type { Arithmetic } from "./arithmetic.ts";

/** A complex number by its two parts. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

const complex = (re: number, im: number): Complex => ({ re, im });

// Compute with complex numbers
/** Complex numbers; `relu` and `step` go by the real part. */
export const complexes: Arithmetic<Complex> = {
  constant: (value) => complex(value, 0),
  add: (x, y) => complex(x.re + y.re, x.im + y.im),
  subtract: (x, y) => complex(x.re - y.re, x.im - y.im),
  multiply: (x, y) => complex(
    x.re * y.re - x.im * y.im,
    x.re * y.im + x.im * y.re,
  ),
  relu: (x) => (x.re > 0 ? x : complex(0, 0)),
  // Do the other operations on complex numbers
  negative: (x) => complex(-x.re, -x.im),
  divide: (x, y) => {
    // by the larger part of y, so that no square under- or overflows: R. L. Smith, Communications of the ACM 5 (1962) 435
    if (Math.abs(y.re) >= Math.abs(y.im)) {
      const ratio = y.im / y.re;
      const scale = y.re + y.im * ratio;
      return complex((x.re + x.im * ratio) / scale, (x.im - x.re * ratio) / scale);
    }
    const ratio = y.re / y.im;
    const scale = y.re * ratio + y.im;
    return complex((x.re * ratio + x.im) / scale, (x.im * ratio - x.re) / scale);
  },
  exp: (x) => complex(Math.exp(x.re) * Math.cos(x.im), Math.exp(x.re) * Math.sin(x.im)),
  log: (x) => complex(Math.log(Math.hypot(x.re, x.im)), Math.atan2(x.im, x.re)),
  sqrt: (x) => {
    // the larger of the two parts first, the other from x.im = 2 re im
    const size = Math.sqrt((Math.abs(x.re) + Math.hypot(x.re, x.im)) / 2);
    if (size === 0) return complex(0, 0);
    return x.re >= 0 ? complex(size, x.im / (2 * size)) : complex(Math.abs(x.im) / (2 * size), x.im < 0 ? -size : size);
  },
  sin: (x) => complex(Math.sin(x.re) * Math.cosh(x.im), Math.cos(x.re) * Math.sinh(x.im)),
  cos: (x) => complex(Math.cos(x.re) * Math.cosh(x.im), -Math.sin(x.re) * Math.sinh(x.im)),
  tanh: (x) => {
    const tanh = Math.tanh(x.re);
    const tan = Math.tan(x.im);
    const scale = 1 + (tanh * tan) ** 2;
    return complex((tanh * (1 + tan * tan)) / scale, (tan * (1 - tanh * tanh)) / scale);
  },
  step: (x) => complex(x.re > 0 ? 1 : 0, 0),
};

// Differentiate by a complex step
/** The derivative of `f` at `x`, by a complex step of `h`. */
export function complexStep(
  f: (a: Arithmetic<Complex>, x: Complex) => Complex,
  x: number,
  h = 1e-100,
): number {
  return f(complexes, complex(x, h)).im / h;
}
//# sourceMappingURL=../../.maps/autograd/scalar/complex-step.ts.map
