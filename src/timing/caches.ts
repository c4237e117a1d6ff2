// Tangled from book/interlude-a-tensors/01-tensors.md. Edit the book, then: npm run tangle
/** How large the caches of the processor are. */
import { readFileSync } from "node:fs";

/**
 * The sizes of the caches of levels 1 (data), 2 and 3, in words such as `2 MiB`; `unknown` where the system does not state them.
 * Source: the folder that Linux has for each core, Documentation/ABI/testing/sysfs-devices-system-cpu.
 */
export function cacheSizes(folder = "/sys/devices/system/cpu/cpu0/cache"): readonly [string, string, string] {
  const kibibytes = [1, 2, 3].map((level) => sizeOfLevel(folder, level));
  return kibibytes.map((size) => (size === undefined ? "unknown" : size % 1024 === 0 ? `${size / 1024} MiB` : `${size} KiB`)) as [string, string, string];
}

/** In KiB. An instruction cache holds no data, and is passed over. */
function sizeOfLevel(folder: string, level: number): number | undefined {
  for (let index = 0; ; index++) {
    try {
      const [ofLevel, type, size] = ["level", "type", "size"].map((name) => readFileSync(`${folder}/index${index}/${name}`, "utf8").trim());
      if (Number(ofLevel) === level && type !== "Instruction") return Number.parseInt(size!, 10);
    } catch {
      return undefined;
    }
  }
}
//# sourceMappingURL=../.maps/timing/caches.ts.map
