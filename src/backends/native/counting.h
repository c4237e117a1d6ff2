// Tangled from book/interlude-b-the-processor/05-threads.md. Edit the book, then: npm run tangle
/* Experiments with threads that meet and count: what a fork–join costs, what false sharing costs, and what a race loses. */
#include <time.h>
#include "threads.h"

/* Counters stand `apart` places from each other; 0 means that all threads have the same. */
struct counting { int threads; _Atomic int *arrived; size_t times, apart; int64_t *counters; };

/* Waits until every thread of the pool has come here. */
static void meet(const void *job, uint32_t i) {
  const struct counting *all = job;
  (void)i;
  atomic_fetch_add(all->arrived, 1);
  for (int turn = 0; atomic_load(all->arrived) < all->threads; turn++) pause_for(turn);
}

static void count(const void *job, uint32_t i) {
  const struct counting *all = job;
  _Atomic int64_t *counter = (_Atomic int64_t *)all->counters + i * all->apart;
  meet(job, i);
  for (size_t time = 0; time < all->times; time++) {
    // Count one more
    atomic_fetch_add_explicit(counter, 1, memory_order_relaxed);
  }
}

static void count_in_a_race(const void *job, uint32_t i) {
  const struct counting *all = job;
  volatile int64_t *counter = all->counters;
  meet(job, i);
  for (size_t time = 0; time < all->times; time++) *counter += 1;
}

/* Runs a part on each thread of the pool at the same time. Returns what the counters have together in the end. */
static double count_in(struct pool *pool, part *run, size_t times, size_t apart) {
  enum { PLACES = LINE / sizeof(int64_t) };
  _Alignas(LINE) int64_t counters[MOST_THREADS * PLACES] = {0};
  _Atomic int arrived = 0;
  double sum = 0;
  struct counting all = { pool->threads, &arrived, times, apart, counters };
  fork_join(pool, pool->threads, run, &all);
  for (size_t i = 0; i < MOST_THREADS * PLACES; i++) sum += counters[i];
  return sum;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + 1e-9 * time.tv_nsec;
}

/* Seconds of a fork–join in which every thread has a part, so many seconds after the last one. */
static double meet_after(struct pool *pool, double gap) {
  _Atomic int arrived = 0;
  struct counting all = { .threads = pool->threads, .arrived = &arrived };
  double start = now(), begin = start;
  while (begin < start + gap) begin = now();
  fork_join(pool, pool->threads, meet, &all);
  return now() - begin;
}
//# sourceMappingURL=../../.maps/backends/native/counting.h.map
