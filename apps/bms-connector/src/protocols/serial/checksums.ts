/** Sum of the bytes, modulo 2^16. */
export const byteSum = (bytes: Buffer): number => bytes.reduce((sum, byte) => sum + byte, 0) & 0xffff;

/** What has to be added to the sum of the bytes to make 2^16. */
export const complementOfSum = (bytes: Buffer): number => (0x10000 - byteSum(bytes)) & 0xffff;

/** CRC-16 of Modbus RTU; on the wire its low byte comes first. */
export function modbusCrc(bytes: Buffer): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}
