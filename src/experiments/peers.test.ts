// Tangled from book/interlude-b-the-processor/10-comparison-with-openblas.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { installsPeer, startPeers } from "./peers.ts";

test("a library that is there runs what it is asked for, and one that is not has no version", async () => {
  const peers = await startPeers();
  const request = { threads: 1, clock: "processor", repeats: 2 } as const;
  if (peers.versions.OpenBLAS !== null) {
    for (const order of ["NN", "NT", "TN"]) expect(await peers.seconds({ run: "product", arguments: [order, 30, 20, 10], ...request })).toBeGreaterThanOrEqual(0);
  }
  if (peers.versions.PyTorch !== null) {
    expect(await peers.seconds({ run: "kernel", arguments: ["softmax", 10, 20], ...request })).toBeGreaterThanOrEqual(0);
    expect(await peers.seconds({ run: "addition", arguments: [10], ...request })).toBeGreaterThanOrEqual(0);
  }
  peers.end();
});

test("each library has a command that installs it", () => {
  expect(installsPeer("OpenBLAS")).toBe("sudo apt-get install libopenblas0-openmp");
  expect(installsPeer("PyTorch")).toBe("sudo apt-get install python3-torch");
});
//# sourceMappingURL=../.maps/experiments/peers.test.ts.map
