// Tangled from book/interlude-b-the-processor/01-the-roofline.md. Edit the book, then: npm run tangle
/* The two limits of the machine: independent multiply-adds, and arrays read and written in order. */

enum { CHAINS = 12 };

static float multiply_add(size_t times, float factor, float term) {
  vector x[CHAINS];
  // Run independent chains of multiply-adds
  for (int i = 0; i < CHAINS; i++) x[i] = splat(i);
  for (size_t time = 0; time < times; time++) {
    for (int i = 0; i < CHAINS; i++) x[i] = x[i] * factor + term;
  }
  float sum = 0;
  for (int i = 0; i < CHAINS; i++) sum += x[i][0];
  return sum;
}

static void triad(size_t n, float *out, const float *x, const float *y, float factor) {
  for (size_t i = 0; i + LANES <= n; i += LANES) store(out + i, load(x + i) + factor * load(y + i));
}
//# sourceMappingURL=../../.maps/backends/native/peak.h.map
