import { randomBytes, randomInt } from 'node:crypto'

const mask = Buffer.from([1, 2, 3, 4])

/** A WebSocket frame by hand, so that it may break any rule of RFC 6455. */
export function frame(payload: Buffer, { opcode = 1, fin = true, masked = true, reserved = 0 } = {}): Buffer {
  const length = payload.length < 126
    ? [payload.length]
    : payload.length < 65_536 ? [126, payload.length >> 8, payload.length & 255] : [127, 0, 0, 0, 0, ...uint32(payload.length)]
  const head = Buffer.from([(fin ? 0x80 : 0) | reserved << 4 | opcode, length[0]! | (masked ? 0x80 : 0), ...length.slice(1)])
  return masked ? Buffer.concat([head, mask, payload.map((byte, index) => byte ^ mask[index % 4]!)]) : Buffer.concat([head, payload])
}

function uint32(value: number): number[] {
  return [24, 16, 8, 0].map(shift => value >>> shift & 255)
}

/** Frames that no client should send, each with the close codes that answer it. */
export const broken: Record<string, () => { bytes: Buffer, codes: number[] }> = {
  'not JSON': () => ({ bytes: frame(Buffer.from('hello')), codes: [4400] }),
  'half of a JSON text': () => ({ bytes: frame(Buffer.from('{"type":"subscribe","id":"1","payload":{"query":"')), codes: [4400] }),
  'JSON that is no message': () => ({ bytes: frame(Buffer.from(JSON.stringify(any()))), codes: [4400] }),
  'a message without its parts': () => ({
    bytes: frame(Buffer.from(JSON.stringify({ type: 'subscribe', ...any() as object }))),
    codes: [4400],
  }),
  'a message of no known type': () => ({
    bytes: frame(Buffer.from(JSON.stringify({ type: randomBytes(4).toString('hex') }))),
    codes: [4400],
  }),
  'a message that servers send': () => ({ bytes: frame(Buffer.from('{"type":"connection_ack"}')), codes: [4400] }),
  'binary': () => ({ bytes: frame(randomBytes(randomInt(1, 200)), { opcode: 2 }), codes: [4400] }),
  'text that is not UTF-8': () => ({ bytes: frame(Buffer.from([0xC3, 0x28, 0xFF])), codes: [1007] }),
  'an unmasked frame': () => ({ bytes: frame(Buffer.from('{"type":"ping"}'), { masked: false }), codes: [1002] }),
  'reserved bits': () => ({ bytes: frame(Buffer.from('{}'), { reserved: randomInt(1, 8) }), codes: [1002] }),
  'an opcode that is none': () => ({ bytes: frame(Buffer.from('{}'), { opcode: randomInt(3, 8) }), codes: [1002] }),
  'a fragmented control frame': () => ({ bytes: frame(Buffer.from('x'), { opcode: 9, fin: false }), codes: [1002] }),
  'a continuation of nothing': () => ({ bytes: frame(Buffer.from('x'), { opcode: 0 }), codes: [1002] }),
  'a close code that is none': () => ({ bytes: frame(Buffer.from([0, 5]), { opcode: 8 }), codes: [1002] }),
  'a length beyond all memory': () => ({
    bytes: Buffer.from([0x81, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4]),
    codes: [1009],
  }),
  'too much at once': () => ({ bytes: frame(Buffer.alloc(70_000, 'x')), codes: [1009] }),
}

const values: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  'text',
  '',
  [],
  {},
  { id: 1 },
  { type: null },
  { type: 'subscribe', id: '' },
  { id: 'x', payload: [] },
  { id: [], payload: { query: 1 } },
  { id: '__proto__' },
  { constructor: { prototype: {} } },
]

function any(): unknown {
  return values[randomInt(values.length)]
}
