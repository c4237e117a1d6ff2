// Tangled from book/interlude-b-the-processor/02-vector-registers.md. Edit the book, then: npm run tangle
/** What may stand between a kernel and its execution. */
import type { Kernel, Storage } from "../backend.ts";
import { cpu } from "../cpu/cpu.ts";
import type { Addon } from "./addon.ts";

/** When the kernels of a native backend run: at once, or together with others. */
export interface Queue {
  /** The address of a number that stands for an operand of the next kernel, the first or the second; it holds until that kernel has run. */
  numberAt(value: number, operand: number): number;
  /** Told of each kernel that C runs or will run, so that its memory stays. */
  hold(kernel: Kernel): void;
  /** The same of memory that a kernel uses beside its operands. */
  keep(storage: Storage): void;
  /** Runs a kernel that C lacks, after all before it. */
  runOnCpu(kernel: Kernel): void;
  /** Before the program reads or writes a storage: runs what waits and uses it. */
  settle(storage: Storage): void;
  /** Runs all that waits. */
  flush(): void;
}

/** Nothing waits: each kernel runs when it is called. */
export function atOnce(addon: Addon): Queue {
  // numbers among the inputs of a kernel stand here while it runs
  const constants = new Float32Array(2);
  const places = [addon.address(constants), addon.address(constants) + 4] as const;
  return {
    numberAt(value, operand) {
      constants[operand] = value;
      return places[operand]!;
    },
    hold: () => {},
    keep: () => {},
    runOnCpu: (kernel) => cpu.run(kernel),
    settle: () => {},
    flush: () => {},
  };
}
//# sourceMappingURL=../../.maps/backends/native/queue.ts.map
