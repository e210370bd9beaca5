const headerLength = 7;
const readHoldingRegisters = 3;
const mostRegisters = 125;

export interface Window {
  readonly address: number;
  readonly words: readonly number[];
}

export interface Taken {
  readonly request: Buffer | undefined;
  readonly rest: Buffer;
}

/** Takes the first whole request off what has arrived, by the length its header gives. */
export function takeRequest(received: Buffer): Taken {
  if (received.length < headerLength) return { request: undefined, rest: received };
  const total = 6 + received.readUInt16BE(4);
  if (received.length < total) return { request: undefined, rest: received };
  return { request: received.subarray(0, total), rest: received.subarray(total) };
}

/** The answer to one Modbus TCP request: registers, or the exception that says what was wrong with it. */
export function answerRequest(request: Buffer, window: Window): Buffer {
  const functionCode = request.readUInt8(7);
  if (functionCode !== readHoldingRegisters || request.length < 12) return exception(request, 1);
  const address = request.readUInt16BE(8);
  const count = request.readUInt16BE(10);
  if (count < 1 || count > mostRegisters) return exception(request, 3);
  const first = address - window.address;
  if (first < 0 || first + count > window.words.length) return exception(request, 2);
  const data = Buffer.alloc(2 + count * 2);
  data.writeUInt8(functionCode, 0);
  data.writeUInt8(count * 2, 1);
  window.words.slice(first, first + count).forEach((word, index) => data.writeUInt16BE(word, 2 + index * 2));
  return frame(request, data);
}

const exception = (request: Buffer, code: number): Buffer =>
  frame(request, Buffer.from([request.readUInt8(7) | 0x80, code]));

function frame(request: Buffer, data: Buffer): Buffer {
  const answer = Buffer.alloc(headerLength + data.length);
  request.copy(answer, 0, 0, 4);
  answer.writeUInt16BE(data.length + 1, 4);
  answer.writeUInt8(request.readUInt8(6), 6);
  data.copy(answer, headerLength);
  return answer;
}
