import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeRecords, encodeRecord } from './spool-record.js';

const payloads = fc.array(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  { maxLength: 10 },
);

describe('spool records', () => {
  it('come back whole', () => {
    fc.assert(
      fc.property(payloads, (all) => {
        const bytes = Buffer.concat(all.map(encodeRecord));
        expect(decodeRecords(bytes)).toEqual({ payloads: all, validLength: bytes.length, damaged: false });
      }),
    );
  });

  it('cut anywhere give the ones before the cut and nothing else', () => {
    fc.assert(
      fc.property(payloads, fc.double({ min: 0, max: 1, noNaN: true }), (all, place) => {
        const records = all.map(encodeRecord);
        const bytes = Buffer.concat(records);
        const cut = bytes.subarray(0, Math.floor(place * bytes.length));
        const { payloads: got, validLength } = decodeRecords(cut);
        expect(got).toEqual(all.slice(0, got.length));
        expect(validLength).toBe(Buffer.concat(records.slice(0, got.length)).length);
        expect(cut.length - validLength).toBeLessThan(records[got.length]?.length ?? 1);
      }),
      { numRuns: 10_000 },
    );
  });

  it('with a changed byte give the ones before it and never a wrong one', () => {
    fc.assert(
      fc.property(payloads, fc.nat(), fc.integer({ min: 1, max: 255 }), (all, place, flip) => {
        const bytes = Buffer.concat(all.map(encodeRecord));
        if (bytes.length === 0) return;
        const at = place % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(at) ^ flip, at);
        const { payloads: got } = decodeRecords(bytes);
        expect(got).toEqual(all.slice(0, got.length));
        expect(got.length).toBeLessThan(all.length);
      }),
      { numRuns: 10_000 },
    );
  });

  it('are never made of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(decodeRecords(Buffer.from(bytes)).validLength).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 10_000 },
    );
  });
});
