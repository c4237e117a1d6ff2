/** Images that `show()` is given, as PNG files that are the same bytes everywhere. */
import { zlibSync } from "fflate";

/** Grey, colour, or colour with opacity: 1, 3 or 4 numbers a pixel, row by row from the top. */
export interface Image {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  readonly bytes: Uint8Array;
}

/**
 * The image that a value is: `{ width, height, data }`, where `data` holds bytes, or numbers from 0 to 1, 1, 3 or 4 a pixel.
 * Null for any other value.
 */
export function imageOf(value: unknown): Image | null {
  if (typeof value !== "object" || value === null || !("width" in value) || !("height" in value) || !("data" in value)) return null;
  const { width, height, data } = value;
  if (!isSize(width) || !isSize(height)) return null;
  const bytes = bytesOf(data);
  const channels = bytes === null ? 0 : bytes.length / (width * height);
  if (bytes === null || (channels !== 1 && channels !== 3 && channels !== 4)) return null;
  return { width, height, channels, bytes };
}

/** The image as a PNG file (W3C PNG, third edition): one IHDR, one IDAT, no filter. */
export function pngOf({ width, height, channels, bytes }: Image): Uint8Array {
  const stride = width * channels;
  const scanlines = new Uint8Array(height * (stride + 1));
  for (let row = 0; row < height; row++) scanlines.set(bytes.subarray(row * stride, (row + 1) * stride), row * (stride + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, colourTypes[channels], 0, 0, 0], 8);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", zlibSync(scanlines, { level: 9 })), chunk("IEND", new Uint8Array())]);
}

const colourTypes = { 1: 0, 3: 2, 4: 6 } as const;

function chunk(type: string, content: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const frame = Buffer.alloc(named.length + 8);
  frame.writeUInt32BE(content.length, 0);
  frame.set(named, 4);
  frame.writeUInt32BE(crc32(named), named.length + 4);
  return frame;
}

/** CRC-32 of ISO 3309, bit by bit; Node has its own only from version 22.2 on. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function isSize(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value <= 16_384;
}

function bytesOf(data: unknown): Uint8Array | null {
  if (data instanceof Uint8Array) return data;
  if (data instanceof Uint8ClampedArray) return new Uint8Array(data.buffer, data.byteOffset, data.length);
  const isShares = data instanceof Float32Array || data instanceof Float64Array || (Array.isArray(data) && data.every((each) => typeof each === "number"));
  return isShares ? Uint8Array.from(data, (share) => Math.round(255 * Math.min(1, Math.max(0, share)))) : null;
}
