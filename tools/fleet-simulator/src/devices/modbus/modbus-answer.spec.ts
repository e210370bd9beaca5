import { answerRequest, takeRequest } from './modbus-answer.js';

const window = { address: 40_000, words: [0x5375, 0x6e53, 1] };
const request = (functionCode: number, address: number, count: number): Buffer => {
  const buffer = Buffer.from([0x12, 0x34, 0, 0, 0, 6, 9, functionCode, 0, 0, 0, 0]);
  buffer.writeUInt16BE(address, 8);
  buffer.writeUInt16BE(count, 10);
  return buffer;
};

describe('answering Modbus TCP', () => {
  it('reads registers under the request’s own transaction and unit', () => {
    expect(answerRequest(request(3, 40_000, 2), window).toString('hex')).toBe(
      '1234000000070903' + '04' + '53756e53',
    );
  });

  it.each([
    ['a write', request(6, 40_000, 2), '01'],
    ['an address it does not have', request(3, 40_002, 2), '02'],
    ['too many registers', request(3, 40_000, 126), '03'],
  ])('answers %s with the exception for it', (_, wrong, code) => {
    expect(answerRequest(wrong, window).subarray(8).toString('hex')).toBe(code);
  });

  it('waits for the rest of a request', () => {
    const whole = request(3, 40_000, 1);
    expect(takeRequest(whole.subarray(0, 9)).request).toBeUndefined();
    expect(takeRequest(Buffer.concat([whole, whole.subarray(0, 3)]))).toEqual({
      request: whole,
      rest: whole.subarray(0, 3),
    });
  });
});
