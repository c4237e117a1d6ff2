// Tangled from book/interlude-b-the-processor/05-threads.md. Edit the book, then: npm run tangle
/* The sum of a part of a row, not yet rounded to float32. */

static double sum_part(size_t n, const float *x) {
  double all, *out = &all;
  // Sum a row in independent totals
  double totals[TOTALS] = {0}, sum = 0;
  size_t i = 0;
  for (; i + TOTALS <= n; i += TOTALS) {
    for (int t = 0; t < TOTALS; t++) totals[t] += x[i + t];
  }
  for (int t = 0; i < n; i++, t++) totals[t] += x[i];
  for (int t = 0; t < TOTALS; t++) sum += totals[t];
  *out = sum;
  return all;
}
//# sourceMappingURL=../../.maps/backends/native/sum.h.map
