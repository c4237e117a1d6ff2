/** Stands for `node:async_hooks` in a page's worker, where one part runs at a time: the one store of the book's helpers. */

/** A value that is there while a part runs, until what it promises is there. */
export class AsyncLocalStorage<T> {
  #store: T | undefined;

  run<R>(store: T, part: () => R): R {
    const before = this.#store;
    const restore = (): void => void (this.#store = before);
    this.#store = store;
    let isPending = false;
    try {
      const result = part();
      isPending = result instanceof Promise;
      return isPending ? ((result as Promise<unknown>).finally(restore) as R) : result;
    } finally {
      if (!isPending) restore();
    }
  }

  getStore(): T | undefined {
    return this.#store;
  }
}
