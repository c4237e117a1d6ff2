// Tangled from book/05-optimisation/04-adam.md. Edit the book, then: npm run tangle
/* The update of AdamW in one loop. */

/* The product as it is rounded. The assembler’s nothing hides where it comes from, so that it is not contracted with a sum. */
static inline vector rounded(vector product) {
#if defined(__x86_64__)
  __asm__("" : "+v"(product));
#elif defined(__aarch64__)
  __asm__("" : "+w"(product));
#else
  __asm__("" : "+m"(product));
#endif
  return product;
}

/* How many numbers ahead it asks for lines, also for those that it will write: a store to a line that is not in the cache waits for it. */
enum { ADAMW_AHEAD = 256 };

static void adamw(const struct adamw *a) {
  const float beta1 = a->beta1, rest1 = a->rest1, beta2 = a->beta2, rest2 = a->rest2, size = a->size, spread = a->spread, epsilon = a->epsilon, keep = a->keep;
  // Update parameters in one loop in C
  ALONG(i, count, a->n, {
    // Ask for what comes next
    const float *streams[] = { a->p, a->g, a->m, a->v, a->moved, a->mean, a->square };
    for (int each = 0; each < 7; each++) ask_for(streams[each] + i + ADAMW_AHEAD);
    vector p = load_up_to(a->p + i, count, 0), g = load_up_to(a->g + i, count, 0);
    vector m = load_up_to(a->m + i, count, 0), v = load_up_to(a->v + i, count, 0);
    m = rounded(beta1 * m) + rounded(rest1 * g);
    v = rounded(beta2 * v) + rounded(rest2 * (g * g));
    vector root = sqrt_of(v * spread, v);
    vector step = m * size / (root + epsilon);
    store_up_to(a->mean + i, m, count);
    store_up_to(a->square + i, v, count);
    store_up_to(a->moved + i, rounded(p * keep) - step, count);
  });
}
//# sourceMappingURL=../../.maps/backends/native/adamw.h.map
