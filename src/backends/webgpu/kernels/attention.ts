// Tangled from book/interlude-c-the-graphics-processor/04-fused-kernels-on-the-device.md. Edit the book, then: npm run tangle
/** Attention and its backward pass without a score matrix: a thread has a query, or a key, and goes through the others. */
import type { Adapter } from "../commands.ts";
import type { FusedLaunch } from "../fused-launch.ts";
import type { NumberType, Program } from "../program.ts";
import type { Operand } from "../storage.ts";
import { constants } from "./constants.ts";

/** Threads of a workgroup, and rows of a tile in shared memory. */
const threadsOf = ({ isSoftware }: Adapter) => (isSoftware ? { THREADS: 8, TILE: 8 } : { THREADS: 64, TILE: 16 });

/** The parameters of a kernel, and how it is tiled. */
function sizesOf([q, k, v]: readonly Operand[], [scale = 1, causal = 0, window = 0]: readonly number[]) {
  const [batch, T, d] = q!.shape as readonly [number, number, number];
  const [N, m] = [k!.shape[1]!, v!.shape[2]!];
  return { batch, T, N, numbers: [T, N, d, m, causal, window, scale], vectors: { D4: Math.ceil(d / 4), M4: Math.ceil(m / 4) } };
}

/** From q, k, v: o and the log-sum-exp of each query’s scores. */
export const attention: FusedLaunch = (queue, { inputs, outputs, parameters }, adapter) => {
  const { batch, T, numbers, vectors } = sizesOf(inputs, parameters);
  const [operands, threads] = [[...inputs, ...outputs], threadsOf(adapter)];
  if (operands[3]!.shape.includes(0)) return;
  queue.launch(forward({ ...threads, ...vectors }), operands.map(({ id }) => id), { groups: [Math.ceil(T / threads.THREADS), batch, 1], numbers: [...numbers, ...operands.map(({ offset }) => offset)] });
};

/** From q, k, v, o, lse and dO: dQ by a thread for each query, then dK and dV by a thread for each key. */
export const attentionBackward: FusedLaunch = (queue, { inputs, outputs, parameters }, adapter) => {
  const { batch, T, N, numbers, vectors } = sizesOf(inputs, parameters);
  const [[q, k, v, o, lse, dO], [dQ, dK, dV]] = [inputs as readonly [Operand, Operand, Operand, Operand, Operand, Operand], outputs as readonly [Operand, Operand, Operand]];
  const threads = threadsOf(adapter);
  if (o.shape.includes(0) || N === 0) return;
  // of each query the dot product of dO and o
  const dots = { id: queue.scratch(4 * batch * T), offset: 0 };
  const known = { ...threads, ...vectors };
  const ofQueries = [q, k, v, o, lse, dO, dQ, dots];
  const ofKeys = [q, k, v, lse, dO, dots, dK, dV];
  queue.launch(queriesBackward(known), ofQueries.map(({ id }) => id), { groups: [Math.ceil(T / threads.THREADS), batch, 1], numbers: [...numbers, ...ofQueries.map(({ offset }) => offset)] });
  queue.launch(keysBackward(known), ofKeys.map(({ id }) => id), { groups: [Math.ceil(N / threads.THREADS), batch, 1], numbers: [...numbers, ...ofKeys.map(({ offset }) => offset)] });
};

/** Constants of a kernel: threads, rows of a tile, vectors of four in a query or key and in a value. */
interface Known { readonly THREADS: number; readonly TILE: number; readonly D4: number; readonly M4: number }

const named = (name: string, known: Known, operands: readonly string[]) => ({
  name: `${name}, ${Object.values(known).join(" ")}`,
  operands: Object.fromEntries(operands.map((each) => [each, "f32"] as const)),
  written: 2,
  numbers: { T: "u32", N: "u32", d: "u32", m: "u32", causal: "u32", window: "u32", scale: "f32", ...Object.fromEntries(operands.map((each) => [`${each}Offset`, "u32"] as const)) } as Readonly<Record<string, NumberType>>,
});

/** Reads four numbers of a row of an operand, zeros beyond its end. */
const four = (name: string, length: "T" | "N", width: "d" | "m"): string => /* wgsl */ `
fn ${name}_at(item: u32, row: u32, c: u32) -> vec4f {
  var numbers = vec4f();
  let start = sizes.${name}Offset + (item * sizes.${length} + row) * sizes.${width} + 4 * c;
  for (var i = 0u; i < 4; i++) {
    if (row < sizes.${length} && 4 * c + i < sizes.${width}) { numbers[i] = ${name}[start + i]; }
  }
  return numbers;
}
`;

/** Writes them, where there are some. */
const put = (name: string, length: "T" | "N", width: "d" | "m"): string => /* wgsl */ `
fn put_${name}(item: u32, row: u32, c: u32, numbers: vec4f) {
  let start = sizes.${name}Offset + (item * sizes.${length} + row) * sizes.${width} + 4 * c;
  for (var i = 0u; i < 4; i++) {
    if (row < sizes.${length} && 4 * c + i < sizes.${width}) { ${name}[start + i] = numbers[i]; }
  }
}
`;

const reach = /* wgsl */ `
// The keys that a query reads: from x on, before y.
fn keys_of(t: u32) -> vec2u {
  let end = select(sizes.N, sizes.N - sizes.T + t + 1, sizes.causal != 0);
  return vec2u(select(0u, max(end, sizes.window) - sizes.window, sizes.window != 0), end);
}
`;

const inputs = four("queries", "T", "d") + four("keys", "N", "d") + four("values", "N", "m");

/** Keys and values of a workgroup of queries, at most TILE at a time; what is done with them stands in the middle. */
const throughKeys = (body: string): string => /* wgsl */ `
  let mine = keys_of(t);
  let first = keys_of(group.x * THREADS).x;
  let end = keys_of(min((group.x + 1) * THREADS, sizes.T) - 1).y;
  for (var start = first; start < end; start += TILE) {
    for (var e = thread; e < TILE * D4; e += THREADS) { keyTile[e] = keys_at(item, start + e / D4, e % D4); }
    for (var e = thread; e < TILE * M4; e += THREADS) { valueTile[e] = values_at(item, start + e / M4, e % M4); }
    workgroupBarrier();
${body}
    workgroupBarrier();
  }
`;

const forward = (known: Known): Program => ({
  ...named("attention", known, ["queries", "keys", "values", "result", "lse"]),
  source: /* wgsl */ `${constants({ ...known })}
const LOWEST = -0x1.fffffep+127f;
${inputs}${put("result", "T", "m")}${reach}
var<workgroup> keyTile: array<vec4f, TILE * D4>;
var<workgroup> valueTile: array<vec4f, TILE * M4>;
@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32, @builtin(workgroup_id) group: vec3u) {
  let item = group.y;
  let t = min(group.x * THREADS + thread, sizes.T - 1);
  var query: array<vec4f, D4>;
  for (var c = 0u; c < D4; c++) { query[c] = sizes.scale * queries_at(item, t, c); }
  var sum: array<vec4f, M4>;
  var largest = LOWEST;
  var total = 0.0;
${throughKeys(attend)}
  if (group.x * THREADS + thread < sizes.T) {
    for (var c = 0u; c < M4; c++) { put_result(item, t, c, sum[c] / total); }
    lse[sizes.lseOffset + item * sizes.T + t] = largest + log(total);
  }
}
`,
});

const attend = /* wgsl */ `
// Attend one query to a tile of keys
for (var j = 0u; j < TILE; j++) {
  if (start + j < mine.x || start + j >= mine.y) { continue; } // masked
  var score = 0.0;
  for (var c = 0u; c < D4; c++) { score += dot(query[c], keyTile[j * D4 + c]); }
  let larger = max(largest, score);
  let keep = exp(largest - larger);
  let weight = exp(score - larger);
  total = total * keep + weight;
  for (var c = 0u; c < M4; c++) { sum[c] = sum[c] * keep + weight * valueTile[j * M4 + c]; }
  largest = larger;
}
`;

const queriesBackward = (known: Known): Program => ({
  ...named("attentionBackward of queries", known, ["queries", "keys", "values", "result", "lse", "gradients", "queryGradients", "dots"]),
  source: /* wgsl */ `${constants({ ...known })}
${inputs}${four("result", "T", "m")}${four("gradients", "T", "m")}${put("queryGradients", "T", "d")}${reach}
var<workgroup> keyTile: array<vec4f, TILE * D4>;
var<workgroup> valueTile: array<vec4f, TILE * M4>;
@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32, @builtin(workgroup_id) group: vec3u) {
  let item = group.y;
  let t = min(group.x * THREADS + thread, sizes.T - 1);
  var query: array<vec4f, D4>;
  var sum: array<vec4f, D4>;
  for (var c = 0u; c < D4; c++) { query[c] = sizes.scale * queries_at(item, t, c); }
  var gradient: array<vec4f, M4>;
  var along = 0.0;
  for (var c = 0u; c < M4; c++) {
    gradient[c] = gradients_at(item, t, c);
    along += dot(gradient[c], result_at(item, t, c));
  }
  let log_total = lse[sizes.lseOffset + item * sizes.T + t];
${throughKeys(/* wgsl */ `
    for (var j = 0u; j < TILE; j++) {
      if (start + j < mine.x || start + j >= mine.y) { continue; }
      var score = 0.0;
      for (var c = 0u; c < D4; c++) { score += dot(query[c], keyTile[j * D4 + c]); }
      var weightGradient = 0.0;
      for (var c = 0u; c < M4; c++) { weightGradient += dot(gradient[c], valueTile[j * M4 + c]); }
      let scoreGradient = sizes.scale * exp(score - log_total) * (weightGradient - along);
      for (var c = 0u; c < D4; c++) { sum[c] += scoreGradient * keyTile[j * D4 + c]; }
    }
`)}
  if (group.x * THREADS + thread < sizes.T) {
    for (var c = 0u; c < D4; c++) { put_queryGradients(item, t, c, sum[c]); }
    dots[sizes.dotsOffset + item * sizes.T + t] = along;
  }
}
`,
});

const keysBackward = (known: Known): Program => ({
  ...named("attentionBackward of keys", known, ["queries", "keys", "values", "lse", "gradients", "dots", "keyGradients", "valueGradients"]),
  source: /* wgsl */ `${constants({ ...known })}
${inputs}${four("gradients", "T", "m")}${put("keyGradients", "N", "d")}${put("valueGradients", "N", "m")}${reach}
var<workgroup> queryTile: array<vec4f, TILE * D4>;
var<workgroup> gradientTile: array<vec4f, TILE * M4>;
var<workgroup> pairTile: array<vec2f, TILE>;
@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32, @builtin(workgroup_id) group: vec3u) {
  let item = group.y;
  let place = group.x * THREADS + thread;
  var key: array<vec4f, D4>;
  var value: array<vec4f, M4>;
  for (var c = 0u; c < D4; c++) { key[c] = sizes.scale * keys_at(item, place, c); }
  for (var c = 0u; c < M4; c++) { value[c] = values_at(item, place, c); }
  var keySum: array<vec4f, D4>;
  var valueSum: array<vec4f, M4>;
  for (var start = 0u; start < sizes.T; start += TILE) {
    for (var e = thread; e < TILE * D4; e += THREADS) { queryTile[e] = queries_at(item, start + e / D4, e % D4); }
    for (var e = thread; e < TILE * M4; e += THREADS) { gradientTile[e] = gradients_at(item, start + e / M4, e % M4); }
    for (var e = thread; e < TILE; e += THREADS) {
      let at = item * sizes.T + min(start + e, sizes.T - 1);
      pairTile[e] = vec2f(lse[sizes.lseOffset + at], dots[sizes.dotsOffset + at]);
    }
    workgroupBarrier();
    for (var j = 0u; j < TILE && start + j < sizes.T; j++) {
      let reads = keys_of(start + j);
      if (place < reads.x || place >= reads.y) { continue; }
      var score = 0.0;
      for (var c = 0u; c < D4; c++) { score += dot(queryTile[j * D4 + c], key[c]); }
      let weight = exp(score - pairTile[j].x);
      var weightGradient = 0.0;
      for (var c = 0u; c < M4; c++) { weightGradient += dot(gradientTile[j * M4 + c], value[c]); }
      let scoreGradient = sizes.scale * weight * (weightGradient - pairTile[j].y);
      for (var c = 0u; c < D4; c++) { keySum[c] += scoreGradient * queryTile[j * D4 + c]; }
      for (var c = 0u; c < M4; c++) { valueSum[c] += weight * gradientTile[j * M4 + c]; }
    }
    workgroupBarrier();
  }
  for (var c = 0u; c < D4; c++) { put_keyGradients(item, place, c, keySum[c]); }
  for (var c = 0u; c < M4; c++) { put_valueGradients(item, place, c, valueSum[c]); }
}
`,
});
//# sourceMappingURL=../../../.maps/backends/webgpu/kernels/attention.ts.map
