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

/* What is sorted: an index above, and the place where it stands below. */
typedef unsigned long long sort_key;
DEVICE int index_of_key(sort_key key) { return (int)(key >> 32); }
DEVICE int place_of_key(sort_key key) { return (int)(unsigned)key; }
enum { SORTED_AT_ONCE = 1024 };

struct sort_keys {
  sort_key *keys;
  const int *indices;
  int *wrong;
  int length, picked, side; /* `side` keys, a power of two */
};

/* Keys of the indices; behind them, and in place of wrong ones, keys above all others. */
KERNEL(sort_keys, struct sort_keys) {
  int i = index_of_thread();
  if (i >= a.side) return;
  int is_there = i < a.picked && is_index(a.indices[i], a.length, a.wrong);
  a.keys[i] = ((sort_key)(is_there ? a.indices[i] : 0x7fffffff) << 32) | (unsigned)i;
}

/* The lower key of a pair, whose keys stand at a distance from each other. */
DEVICE int lower_of_pair(int pair, int distance) { return 2 * pair - (pair & (distance - 1)); }

DEVICE void exchange(sort_key *low, sort_key *high, int is_ascending) {
  if ((*low > *high) != is_ascending) return;
  sort_key kept = *low;
  *low = *high, *high = kept;
}

struct sort_far {
  sort_key *keys;
  int side, size, distance;
};

/* One step of the bitonic sort: in runs of `size` keys, pairs at a distance are exchanged. */
KERNEL(sort_far, struct sort_far) {
  int pair = index_of_thread(), low = lower_of_pair(pair, a.distance);
  if (pair < a.side / 2) exchange(a.keys + low, a.keys + low + a.distance, (low & a.size) == 0);
}

struct sort_near {
  sort_key *keys;
  int from, to;
};

/* The steps whose pairs are within 1,024 keys, for runs of `from` keys, twice as many, up to `to`. */
KERNEL(sort_near, struct sort_near) {
  __shared__ sort_key part[SORTED_AT_ONCE];
  int first = blockIdx.x * SORTED_AT_ONCE;
  for (int i = threadIdx.x; i < SORTED_AT_ONCE; i += SORTED_AT_ONCE / 2) part[i] = a.keys[first + i];
  for (int size = a.from; size <= a.to; size *= 2) {
    for (int distance = size < SORTED_AT_ONCE ? size / 2 : SORTED_AT_ONCE / 2; distance > 0; distance /= 2) {
      __syncthreads();
      int low = lower_of_pair(threadIdx.x, distance);
      exchange(part + low, part + low + distance, ((first + low) & size) == 0);
    }
  }
  __syncthreads();
  for (int i = threadIdx.x; i < SORTED_AT_ONCE; i += SORTED_AT_ONCE / 2) a.keys[first + i] = part[i];
}

struct scatter {
  float *out;
  const float *x;
  const sort_key *keys;
  int length, picked, inner;
};

// Sum the rows of each index in their order
/* The sorted key whose neighbour before has another index sums all rows of its own, in their order: the sum is the same each time. */
KERNEL(scatter, struct scatter) {
  int column = index_of_thread();
  long long outer = blockIdx.z;
  if (column >= a.inner) return;
  const float *x = a.x + outer * a.picked * a.inner + column;
  for (int i = blockIdx.y; i < a.picked; i += gridDim.y) {
    int index = index_of_key(a.keys[i]);
    if (index >= a.length) return; // this one and all behind it are wrong
    if (i > 0 && index_of_key(a.keys[i - 1]) == index) continue;
    float sum = 0;
    for (int j = i; j < a.picked && index_of_key(a.keys[j]) == index; j++) sum += x[(long long)place_of_key(a.keys[j]) * a.inner];
    a.out[(outer * a.length + index) * a.inner + column] = sum;
  }
}
//# sourceMappingURL=../../.maps/backends/cuda/indexed.cuh.map
