// Tangled from book/interlude-b-the-processor/03-register-blocking-and-packing.md. Edit the book, then: npm run tangle
import { describe, expect, test } from "vitest";
import { casesFor, deviation } from "../conformance/conformance.ts";
import { storageFaults } from "../conformance/storages.ts";
import { cpu } from "../cpu/cpu.ts";
import { Pool } from "../../tensor/pool.ts";
import { loadAddon, type NativePath } from "./addon.ts";
import { nativeBackend } from "./native.ts";

const addon = loadAddon()!;
const paths: readonly (readonly [string, NativePath])[] = addon.paths.map((path) => [path.name, path]);

describe.each(paths)("on the path %s", (_, path) => {
  test.each([["alone", nativeBackend(addon, path)], ["in a pool", new Pool(nativeBackend(addon, path))]])("%s it does what the CPU does", async (_, backend) => {
    const wrong: string[] = [];
    for (const each of casesFor(backend)) {
      const off = await deviation(backend, each);
      if (!(off <= each.tolerance)) wrong.push(`${each.name}: off by ${off}`);
    }
    expect([...wrong, ...(await storageFaults(backend))]).toEqual([]);
  });
});
//# sourceMappingURL=../../.maps/backends/native/native.test.ts.map
