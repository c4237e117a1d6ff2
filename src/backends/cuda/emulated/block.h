// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/* The threads of a block as fibers in one thread of the machine: each runs until it waits or ends. */
#include <setjmp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <ucontext.h>

enum { MOST_THREADS = 1024, STACK = 1 << 16 };
enum state { READY, AT_BLOCK, AT_WARP, ENDED };

/* A stack of its own, and where it goes on: contexts begin it, and jumps, which ask the system for nothing, go on. */
static struct fiber { ucontext_t context; jmp_buf place; char *stack; } fibers[MOST_THREADS];
static ucontext_t before;
static jmp_buf scheduler;
static enum state states[MOST_THREADS];
static int started, fiber_of[MOST_THREADS], running, threads_of_block;
static bool is_backwards;
static const struct kernel *kernel_now;
static const void *argument_now;

/* The thread that comes at a place in the order in which threads begin and go on. */
static int thread_at(int place) { return is_backwards ? threads_of_block - 1 - place : place; }

static void become(int thread) {
  running = thread;
  threadIdx.x = (unsigned)thread;
}

/* A fiber runs threads one after the other, until one of them waits: a kernel without barriers needs one fiber. */
static void run_threads(void) {
  for (;;) {
    kernel_now->run(argument_now);
    states[running] = ENDED;
    if (started == threads_of_block) break;
    int fiber = fiber_of[running], next = thread_at(started++);
    fiber_of[next] = fiber;
    become(next);
  }
  _longjmp(scheduler, 1);
}

// Let an emulated thread wait
/* The thread stops here, and goes on when the scheduler jumps back. */
static void wait_as(enum state state) {
  int thread = running;
  states[thread] = state;
  if (_setjmp(fibers[fiber_of[thread]].place) == 0) _longjmp(scheduler, 1);
  become(thread);
  states[thread] = READY;
}
static void wait_for_block(void) { wait_as(AT_BLOCK); }
static void wait_for_warp(void) { wait_as(AT_WARP); }

static int start_fiber(int place) {
  struct fiber *fiber = &fibers[place];
  if (fiber->stack == NULL && (fiber->stack = malloc(STACK)) == NULL) return 0;
  getcontext(&fiber->context);
  fiber->context.uc_stack.ss_sp = fiber->stack;
  fiber->context.uc_stack.ss_size = STACK;
  fiber->context.uc_link = NULL;
  makecontext(&fiber->context, run_threads, 0);
  int thread = thread_at(started++);
  fiber_of[thread] = place;
  become(thread);
  if (_setjmp(scheduler) == 0) swapcontext(&before, &fiber->context);
  return 1;
}

/* How many of the threads from `first` on, before `end`, are in a state. */
static int count_in(enum state state, int first, int end) {
  int count = 0;
  for (int thread = first; thread < end; thread++) count += states[thread] == state;
  return count;
}

static void resume(enum state from, int first, int end) {
  for (int place = 0; place < threads_of_block; place++) {
    int thread = thread_at(place);
    if (thread < first || thread >= end || states[thread] != from) continue;
    if (_setjmp(scheduler) == 0) _longjmp(fibers[fiber_of[thread]].place, 1);
  }
}

/* Runs a block to its end; 0 where its threads wait for each other for ever, or without memory. */
static int run_block(const struct kernel *kernel, const void *argument, int threads) {
  kernel_now = kernel, argument_now = argument, threads_of_block = threads, started = 0;
  for (int thread = 0; thread < threads; thread++) states[thread] = READY;
  for (int fiber = 0; started < threads; fiber++) if (!start_fiber(fiber)) return 0;
  while (count_in(ENDED, 0, threads) < threads) {
    int went_on = 0;
    for (int first = 0; first < threads; first += 32) {
      int end = first + 32 < threads ? first + 32 : threads, waiting = count_in(AT_WARP, first, end);
      if (waiting == 0 || waiting + count_in(ENDED, first, end) < end - first) continue;
      resume(AT_WARP, first, end);
      went_on = 1;
    }
    if (went_on) continue;
    if (count_in(AT_BLOCK, 0, threads) + count_in(ENDED, 0, threads) < threads) return 0;
    resume(AT_BLOCK, 0, threads);
  }
  return 1;
}
//# sourceMappingURL=../../../.maps/backends/cuda/emulated/block.h.map
