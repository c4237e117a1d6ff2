/** The same work on many pages, several at a time. */
import { availableParallelism } from "node:os";

/** A tab more than the machine has cores: a page that is looked at keeps one busy, but waits half a second to see that it is at rest. */
export const tabs = Math.max(2, Math.min(8, availableParallelism() + 1));

/**
 * What `work` gives for each item, in their order; it is told which worker does it, from 0, of as many as work at a time. The first
 * failure is thrown when all that is in progress has ended.
 */
export async function inParallel<T, R>(items: readonly T[], work: (item: T, worker: number) => Promise<R>, workers = tabs): Promise<readonly R[]> {
  const results: R[] = new Array<R>(items.length);
  const waiting = items.entries();
  const failures: unknown[] = [];
  const worker = async (number: number): Promise<void> => {
    for (const [index, item] of waiting) {
      if (failures.length > 0) return;
      try {
        results[index] = await work(item, number);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, number) => worker(number)));
  if (failures.length > 0) throw failures[0];
  return results;
}
