// Tangled from book/interlude-c-the-graphics-processor/01-thousands-of-slow-threads.md. Edit the book, then: npm run tangle
/** Occupancy: how many warps of a kernel a multiprocessor can hold at once. */

/** What a multiprocessor holds: warps, workgroups, registers of 32 bits, bytes of shared memory, and those that it reserves for each workgroup. */
export interface Multiprocessor {
  readonly warps: number;
  readonly workgroups: number;
  readonly registers: number;
  readonly shared: number;
  readonly reserved: number;
}

/** What a kernel needs: threads of a workgroup, registers of a thread, bytes of shared memory of a workgroup. */
export interface Needs {
  readonly threads: number;
  readonly registers: number;
  readonly shared: number;
}

/** Compute capability 9.0, the H100's (CUDA C++ Programming Guide, technical specifications by compute capability). */
export const HOPPER: Multiprocessor = { warps: 64, workgroups: 32, registers: 65_536, shared: 228 * 1024, reserved: 1024 };

/** Compute capability 7.0, the V100's (the same). */
export const VOLTA: Multiprocessor = { warps: 64, workgroups: 32, registers: 65_536, shared: 96 * 1024, reserved: 0 };

// Count the workgroups that fit
/** Warps that fit the registers, which a warp gets in units of 256. */
export function warpsByRegisters(multiprocessor: Multiprocessor, registers: number): number {
  return Math.floor(multiprocessor.registers / (256 * Math.ceil((32 * registers) / 256)));
}

/** Workgroups that are resident on a multiprocessor at once; 0 if it cannot hold one. */
export function residentWorkgroups(
  multiprocessor: Multiprocessor, { threads, registers, shared }: Needs,
): number {
  const warps = Math.ceil(threads / 32);
  const byRegisters = 4 * Math.floor(warpsByRegisters(multiprocessor, registers) / 4);
  const bytes = 128 * Math.ceil(shared / 128) + multiprocessor.reserved;
  return Math.min(
    multiprocessor.workgroups,
    Math.floor(multiprocessor.warps / warps),
    Math.floor(byRegisters / warps),
    bytes === 0 ? Infinity : Math.floor(multiprocessor.shared / bytes),
  );
}

/** The share of a multiprocessor's slots for warps that a kernel fills. */
export function occupancy(multiprocessor: Multiprocessor, needs: Needs): number {
  const warps = Math.ceil(needs.threads / 32);
  return (residentWorkgroups(multiprocessor, needs) * warps) / multiprocessor.warps;
}
//# sourceMappingURL=../.maps/gpu/occupancy.ts.map
