// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/* Rows picked out by their indices, and put back. */

/* Tells the host of an index that is none: three numbers in its memory. Which of several it is does not matter. */
DEVICE int is_index(int index, int length, volatile int *wrong) {
  if (index >= 0 && index < length) return 1;
  wrong[1] = index;
  wrong[2] = length;
  wrong[0] = 1;
  return 0;
}

struct gather {
  int *out;
  const int *x, *indices;
  int *wrong;
  int n, length, picked, words; /* n words in all, so many of them in each row */
};

KERNEL(gather, struct gather) {
  int i = index_of_thread();
  if (i >= a.n) return;
  int word = i % a.words, row = i / a.words, index = a.indices[row % a.picked];
  int is_there = is_index(index, a.length, a.wrong);
  a.out[i] = is_there ? a.x[((long long)(row / a.picked) * a.length + index) * a.words + word] : 0;
}

struct scatter {
  float *out;
  const float *x;
  const int *indices;
  int *wrong;
  int outer, length, picked, inner;
};

// Sum the rows of each index in their order
/* The thread whose row is the first of its index adds up all rows of that index, in their order: the sum is the same each time. */
KERNEL(scatter, struct scatter) {
  int column = index_of_thread(), outer = blockIdx.z;
  if (column >= a.inner) return;
  for (int j = blockIdx.y; j < a.picked; j += gridDim.y) {
    int index = a.indices[j], first = 0;
    if (!is_index(index, a.length, a.wrong)) continue;
    while (a.indices[first] != index) first++;
    if (first < j) continue;
    const float *x = a.x + (long long)outer * a.picked * a.inner + column;
    float sum = 0;
    for (int i = j; i < a.picked; i++) if (a.indices[i] == index) sum += x[(long long)i * a.inner];
    a.out[((long long)outer * a.length + index) * a.inner + column] = sum;
  }
}
//# sourceMappingURL=../../.maps/backends/cuda/indexed.cuh.map
