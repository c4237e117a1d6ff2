/** What some cells find without importing it and others do not see, and what some may not use. */

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

/** Refuses `Math.random` while something runs that must draw the same on every run. */
export async function withoutChance<T>(run: () => Promise<T>): Promise<T> {
  const { random } = Math;
  Math.random = () => {
    throw new TypeError("Math.random: it is another number on every run; draw with the helpers, such as `uniform(0, 1)`");
  };
  try {
    return await run();
  } finally {
    Math.random = random;
  }
}
