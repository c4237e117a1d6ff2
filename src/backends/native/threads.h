// Tangled from book/interlude-b-the-processor/05-threads.md. Edit the book, then: npm run tangle
/* A thread pool: workers that are made once and do the parts of one job after another (fork–join). */
#ifndef THREADS_H
#define THREADS_H
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* LINE: the bytes of two cache lines, since some processors fetch them in pairs. SPINS: turns of waiting before others may have the core. TURNS: before a worker sleeps. */
enum { LINE = 128, SPINS = 100, TURNS = 300, MOST_THREADS = 64 };

/* Does one part of a job, by its number. */
typedef void part(const void *job, uint32_t i);

// State of a thread pool
struct pool {
  _Alignas(LINE) _Atomic uint64_t ticket;     // number of the job · 2³² + parts that no thread has taken
  _Alignas(LINE) _Atomic uint64_t unfinished; // parts that are not done
  _Alignas(LINE) _Atomic int asleep, ending;
  part *run;
  const void *job;
  pthread_mutex_t mutex;
  pthread_cond_t wake;
  int threads; // with the caller
  pthread_t workers[MOST_THREADS];
};

// Wait for a moment
/* Tells the processor that this loop waits. */
static inline void relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/* One turn of waiting for another thread. After some turns the core is left to what else is ready to run: perhaps that very thread. */
static inline void pause_for(int turn) {
  if (turn < SPINS) relax();
  else sched_yield();
}

// Sleep until there is a job
/* Sleeps until there is another ticket than the one that was seen. */
static void sleep_after(struct pool *pool, uint64_t seen) {
  pthread_mutex_lock(&pool->mutex);
  atomic_fetch_add(&pool->asleep, 1);
  while (atomic_load(&pool->ticket) == seen && !atomic_load(&pool->ending)) pthread_cond_wait(&pool->wake, &pool->mutex);
  atomic_fetch_sub(&pool->asleep, 1);
  pthread_mutex_unlock(&pool->mutex);
}

static void wake_all(struct pool *pool) {
  pthread_mutex_lock(&pool->mutex);
  pthread_cond_broadcast(&pool->wake);
  pthread_mutex_unlock(&pool->mutex);
}

// Take parts of a job
/* Does parts of the job until all are taken. */
static void take_parts(struct pool *pool) {
  uint64_t ticket = atomic_load(&pool->ticket);
  while ((uint32_t)ticket > 0) {
    // fails, and reads the ticket anew, if another thread was faster
    if (!atomic_compare_exchange_weak(&pool->ticket, &ticket, ticket - 1)) continue;
    pool->run(pool->job, (uint32_t)ticket - 1);
    atomic_fetch_sub(&pool->unfinished, 1);
    ticket = atomic_load(&pool->ticket);
  }
}

// Fork and join
/* Does all parts of a job, on all threads of the pool, and returns when they are done. */
static void fork_join(struct pool *pool, uint32_t parts, part *run, const void *job) {
  pool->run = run;
  pool->job = job;
  atomic_store(&pool->unfinished, parts);
  uint64_t number = (atomic_load(&pool->ticket) >> 32) + 1;
  atomic_store(&pool->ticket, number << 32 | parts);
  if (atomic_load(&pool->asleep) > 0) wake_all(pool);
  take_parts(pool);
  for (int turn = 0; atomic_load(&pool->unfinished) > 0; turn++) pause_for(turn);
}

// Work as a thread of the pool
static void *work(void *argument) {
  struct pool *pool = argument;
  while (!atomic_load(&pool->ending)) {
    uint64_t ticket = atomic_load(&pool->ticket);
    for (int turn = 0; turn < TURNS && (uint32_t)ticket == 0; turn++) {
      pause_for(turn);
      ticket = atomic_load(&pool->ticket);
    }
    if ((uint32_t)ticket > 0) take_parts(pool);
    else sleep_after(pool, ticket);
  }
  return NULL;
}

// Begin and end a thread pool
/* A pool of so many threads, the caller among them, or of fewer if the system grants no more; NULL without memory. */
static struct pool *new_pool(int threads) {
  struct pool *pool = aligned_alloc(LINE, (sizeof *pool + LINE - 1) / LINE * LINE);
  if (pool == NULL) return NULL;
  memset(pool, 0, sizeof *pool);
  pthread_mutex_init(&pool->mutex, NULL);
  pthread_cond_init(&pool->wake, NULL);
  for (pool->threads = 1; pool->threads < threads; pool->threads++) {
    if (pthread_create(&pool->workers[pool->threads], NULL, work, pool) != 0) break;
  }
  return pool;
}

/* Ends the workers and waits until they have ended. */
static void end_pool(struct pool *pool) {
  atomic_store(&pool->ending, 1);
  wake_all(pool);
  for (int i = 1; i < pool->threads; i++) pthread_join(pool->workers[i], NULL);
  pthread_mutex_destroy(&pool->mutex);
  pthread_cond_destroy(&pool->wake);
  free(pool);
}
#endif
//# sourceMappingURL=../../.maps/backends/native/threads.h.map
