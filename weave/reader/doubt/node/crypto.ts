/** Stands for `node:crypto` in a page's worker, whose own hashes are promises: SHA-256, so that a page draws what the prover draws. */

/** Only `sha256`, of one text. */
export function createHash(name: "sha256"): { readonly update: (text: string) => { readonly digest: () => Digest } } {
  if (name !== "sha256") throw new RangeError(`createHash: there is no \`${String(name)}\` in a page`);
  return { update: (text) => ({ digest: () => new Digest(sha256(new TextEncoder().encode(text)).buffer) }) };
}

/** The bytes, with what is read of them. */
class Digest extends DataView<ArrayBuffer> {
  readInt32LE(offset: number): number {
    return this.getInt32(offset, true);
  }
}

/** FIPS 180-4, section 6.2. */
function sha256(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new DataView(new ArrayBuffer((((message.length + 8) >> 6) + 1) << 6));
  new Uint8Array(padded.buffer).set(message);
  padded.setUint8(message.length, 0x80);
  padded.setUint32(padded.byteLength - 8, Math.floor(message.length / 2 ** 29));
  padded.setUint32(padded.byteLength - 4, message.length << 3);
  const state = Uint32Array.from(firstPrimes(8), (prime) => fraction(Math.sqrt(prime)));
  for (let at = 0; at < padded.byteLength; at += 64) compress(state, new DataView(padded.buffer, at, 64));
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, k) => digest.setUint32(4 * k, word));
  return new Uint8Array(digest.buffer);
}

function compress(state: Uint32Array, block: DataView): void {
  // w the words of the schedule; a … h the working variables, as the standard names them
  const w = new Uint32Array(64);
  for (let t = 0; t < 64; t++) {
    if (t < 16) w[t] = block.getUint32(4 * t);
    else {
      const [far, near] = [w[t - 15] ?? 0, w[t - 2] ?? 0];
      w[t] = (w[t - 16] ?? 0) + (turned(far, 7) ^ turned(far, 18) ^ (far >>> 3)) + (w[t - 7] ?? 0) + (turned(near, 17) ^ turned(near, 19) ^ (near >>> 10));
    }
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (const [t, constant] of constants.entries()) {
    const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + constant + (w[t] ?? 0)) | 0;
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [k, word] of [a, b, c, d, e, f, g, h].entries()) state[k] = (state[k] ?? 0) + word;
}

function turned(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

const constants = Uint32Array.from(firstPrimes(64), (prime) => fraction(Math.cbrt(prime)));

/** The first 32 bits of what stands behind the point. */
function fraction(x: number): number {
  return Math.floor((x - Math.floor(x)) * 2 ** 32);
}

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}
