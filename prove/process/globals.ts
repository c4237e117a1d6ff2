/** Names that some cells find without importing them, and others do not see. */

/** Puts names on `globalThis` while something runs. */
export async function withGlobals<T>(names: object, run: () => Promise<T>): Promise<T> {
  const added = Object.entries(Object.getOwnPropertyDescriptors(names));
  const before = added.map(([name]) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const [name, property] of added) Object.defineProperty(globalThis, name, { ...property, configurable: true });
  try {
    return await run();
  } finally {
    for (const [name, old] of before) {
      if (old === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, old);
    }
  }
}
