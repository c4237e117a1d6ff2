// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** Numbers of 64 bits in WGSL, which has none: two words, low and high, that kernels round and extend. */

/** `narrow(words)`: the float32 that is nearest to a float64; numbers too small for a float32 with all its bits become 0. */
export const narrow = /* wgsl */ `
fn narrow(words: vec2u) -> f32 {
  let sign = words.y & 0x80000000u;
  let biased = (words.y >> 20u) & 0x7ffu;
  let fraction = ((words.y & 0xfffffu) << 3u) | (words.x >> 29u);
  let rest = words.x & 0x1fffffffu;
  if (biased == 0x7ffu) {
    let isNumber = (words.y & 0xfffffu) == 0u && words.x == 0u;
    return bitcast<f32>(sign | select(0x7fc00000u, 0x7f800000u, isNumber));
  }
  if (biased <= 896u) { return bitcast<f32>(sign); }
  if (biased >= 1151u) { return bitcast<f32>(sign | 0x7f800000u); }
  let isUp = rest > 0x10000000u || (rest == 0x10000000u && (fraction & 1u) == 1u);
  // a carry out of the fraction is one more in the exponent
  return bitcast<f32>(sign | ((((biased - 896u) << 23u) | fraction) + u32(isUp)));
}
`;

/** `wide(number)`: a float32 as a float64, which has its value; numbers with fewer bits than a float32 usually has become 0. */
export const wide = /* wgsl */ `
fn wide(number: f32) -> vec2u {
  let bits = bitcast<u32>(number);
  let sign = bits & 0x80000000u;
  let biased = (bits >> 23u) & 0xffu;
  let fraction = bits & 0x7fffffu;
  if (biased == 0u) { return vec2u(0u, sign); }
  let exponent = select(biased + 896u, 0x7ffu, biased == 255u);
  return vec2u(fraction << 29u, sign | (exponent << 20u) | (fraction >> 3u));
}
`;
//# sourceMappingURL=../../../.maps/backends/webgpu/kernels/float64.ts.map
