/** Answers as the makers' papers describe them, made apart from the drivers' own arithmetic. */
export const bytes = (hex: string): Buffer => Buffer.from(hex.replace(/\s/g, ''), 'hex');

function sumOf(data: Buffer): number {
  let sum = 0;
  for (const byte of data) sum += byte;
  return sum;
}

const two = (value: number): Buffer => Buffer.of((value >> 8) & 0xff, value & 0xff);

export function jbdAnswer(register: number, data: Buffer, status = 0): Buffer {
  const counted = Buffer.concat([Buffer.of(status, data.length), data]);
  const sum = two(0x10000 - sumOf(counted));
  return Buffer.concat([Buffer.of(0xdd, register), counted, sum, Buffer.of(0x77)]);
}

export function dalyA5Answer(command: number, data: Buffer, address = 0x01): Buffer {
  const head = Buffer.concat([Buffer.of(0xa5, address, command, 8), data, Buffer.alloc(8 - data.length)]);
  return Buffer.concat([head, Buffer.of(sumOf(head) % 256)]);
}

/** CRC by its table-free polynomial definition, most significant bit last. */
export function crc16(data: Buffer): Buffer {
  let register = 0xffff;
  for (const byte of data) {
    register ^= byte;
    for (let step = 8; step > 0; step--) {
      const carry = register % 2;
      register = (register - carry) / 2;
      if (carry) register ^= 0xa001;
    }
  }
  return Buffer.of(register % 256, Math.floor(register / 256));
}

export function dalyD2Answer(data: Buffer): Buffer {
  const head = Buffer.concat([Buffer.of(0xd2, 0x03, data.length), data]);
  return Buffer.concat([head, crc16(head)]);
}

export function dalyD2Refusal(code: number): Buffer {
  const head = Buffer.of(0xd2, 0x83, code);
  return Buffer.concat([head, crc16(head)]);
}

/** `fields`: the tagged fields one after the other. */
export function jkAnswer(fields: Buffer): Buffer {
  const length = 2 + 4 + 3 + fields.length + 4 + 1 + 4;
  const head = Buffer.concat([Buffer.from('NW'), two(length), bytes('00000000 06 00 01'), fields]);
  const counted = Buffer.concat([head, bytes('00000000 68')]);
  return Buffer.concat([counted, bytes('0000'), two(sumOf(counted))]);
}

export function yd1363Answer(data: Buffer, { version = '20', address = 2, code = 0 } = {}): Buffer {
  const info = data.toString('hex').toUpperCase();
  const length = info.length.toString(16).toUpperCase().padStart(3, '0');
  const digits = [...length].reduce((sum, digit) => sum + parseInt(digit, 16), 0);
  const check = ((16 - (digits % 16)) % 16).toString(16).toUpperCase();
  const pair = (value: number) => value.toString(16).toUpperCase().padStart(2, '0');
  const text = `${version}${pair(address)}46${pair(code)}${check}${length}${info}`;
  const sum = (0x10000 - (sumOf(Buffer.from(text)) % 0x10000)) % 0x10000;
  return Buffer.from(`~${text}${sum.toString(16).toUpperCase().padStart(4, '0')}\r`);
}

/** Whether a frame's own sum is right, by the maker's paper. */
export const soundness: Readonly<Record<string, (frame: Buffer) => boolean>> = {
  jbd: (frame) => frame.equals(jbdAnswer(frame[1] ?? 0, frame.subarray(4, -3), frame[2])),
  'daly-a5': (frame) => frame.equals(dalyA5Answer(frame[2] ?? 0, frame.subarray(4, -1), frame[1])),
  'daly-d2': (frame) =>
    frame.equals(dalyD2Answer(frame.subarray(3, -2))) || frame.equals(dalyD2Refusal(frame[2] ?? 0)),
  'jk-nw': (frame) =>
    frame.at(-5) === 0x68 && sumOf(frame.subarray(0, -4)) % 0x10000 === frame.readUInt16BE(frame.length - 2),
  yd1363: (frame) =>
    (sumOf(frame.subarray(1, -5)) + parseInt(frame.toString('latin1', frame.length - 5), 16)) % 0x10000 === 0,
};
