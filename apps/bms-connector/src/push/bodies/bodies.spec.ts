import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { ProblemError } from '@trackingbms/service-kit';
import fc from 'fast-check';
import { parseDocuments, type DocumentForm } from './parse-documents.js';
import { receiveBody, unpack } from './receive-body.js';

const limits = { largestSent: 10_000, largestUnpacked: 20_000 };

const received = (body: Buffer, headers: Record<string, string> = {}) =>
  receiveBody({ stream: Readable.from([body.subarray(0, 7), body.subarray(7)]), headers }, limits);

/** The code of the problem that the work ends in. */
async function codeOf(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
  return 'none';
}

describe('receiving a body', () => {
  const body = Buffer.from('{"packVoltage":52.8}');

  it('takes it as it is and unpacked', async () => {
    expect(await received(body)).toEqual(body);
    expect(await received(gzipSync(body), { 'content-encoding': 'gzip' })).toEqual(body);
  });

  it.each([
    ['over the limit', Buffer.alloc(10_001), {}, 'BODY.TOO_LARGE'],
    ['that says so itself', body, { 'content-length': '10001' }, 'BODY.TOO_LARGE'],
    ['of another encoding', body, { 'content-encoding': 'br' }, 'BODY.ENCODING_UNKNOWN'],
    ['that is no gzip', body, { 'content-encoding': 'gzip' }, 'BODY.GZIP_BROKEN'],
    ['cut gzip', gzipSync(body).subarray(0, 20), { 'content-encoding': 'gzip' }, 'BODY.GZIP_BROKEN'],
    [
      'that grows over the limit',
      gzipSync(Buffer.alloc(20_001)),
      { 'content-encoding': 'gzip' },
      'BODY.UNPACKED_TOO_LARGE',
    ],
  ])('refuses one %s', async (_, sent, headers, code) => {
    expect(await codeOf(received(sent, headers))).toBe(code);
  });

  it('refuses one that breaks off', async () => {
    const stream = new Readable({ read() {} });
    stream.push('{');
    const whole = codeOf(receiveBody({ stream, headers: {} }, limits));
    stream.destroy(new Error('aborted'));
    expect(await whole).toBe('BODY.CUT');
  });

  it('never unpacks a bomb', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(200 * 1024 * 1024)));
    expect(bomb.length).toBeLessThan(2_000);
    const packed = await unpack(bomb, 1024 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    expect(await codeOf(unpack(packed, 1024 * 1024))).toBe('BODY.UNPACKED_TOO_LARGE');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
  });
});

describe('the documents of a body', () => {
  const parsed = (text: string, form: DocumentForm) => parseDocuments(Buffer.from(text), form, 3);

  it('are one value, or those of an array', () => {
    expect(parsed(' {"a":1} ', 'json')).toEqual([{ a: 1 }]);
    expect(parsed('[{"a":1},{"a":2}]', 'json')).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('are one a line, whatever ends it and whatever is blank between', () => {
    expect(parsed('{"a":1}\r\n\n  \n{"a":2}', 'ndjson')).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it.each([
    ['nothing', '', 'json', 'BODY.EMPTY'],
    ['an empty array', '[]', 'json', 'BODY.EMPTY'],
    ['blank lines', '\n \n', 'ndjson', 'BODY.EMPTY'],
    ['cut JSON', '{"a":', 'json', 'BODY.NOT_JSON'],
    ['too many', '[1,2,3,4]', 'json', 'BODY.TOO_MANY'],
    ['too many lines', '1\n2\n3\n4', 'ndjson', 'BODY.TOO_MANY'],
  ] as const)('are not made of %s', async (_, text, form, code) => {
    expect(await codeOf(() => parsed(text, form))).toBe(code);
  });

  it('are refused with the line of what is no JSON, and without a word of it', () => {
    const wrong = () => parsed('{"a":1}\n\nsecret\n', 'ndjson');
    expect(wrong).toThrow('Line 3');
    expect(wrong).not.toThrow(/secret/);
  });

  it('are refused when they are not UTF-8', async () => {
    const bytes = Buffer.from([0x22, 0xff, 0x22]);
    expect(await codeOf(() => parseDocuments(bytes, 'json', 3))).toBe('BODY.NOT_JSON');
    expect(await codeOf(() => parseDocuments(bytes, 'ndjson', 3))).toBe('BODY.NOT_JSON');
  });
});

/** What hostile bytes are made of: JSON, pieces of it, and anything. */
const hostile = fc.oneof(
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc.array(fc.json({ maxDepth: 4 }), { maxLength: 5 }).map((lines) => Buffer.from(lines.join('\n'))),
  fc
    .array(
      fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '\n', '1e999', '-', '__proto__', 'null'),
      {
        maxLength: 30,
      },
    )
    .map((parts) => Buffer.from(parts.join(''))),
);

describe('hostile bodies', () => {
  const isHandled = (sent: Buffer, form: DocumentForm): boolean => {
    try {
      const documents = parseDocuments(sent, form, 4);
      return documents.length >= 1 && documents.length <= 4;
    } catch (error) {
      return error instanceof ProblemError && error.status >= 400 && error.status < 500;
    }
  };

  it('are documents or a problem, and nothing else, wherever they are cut', () => {
    const cuts = fc.array(fc.nat(80), { minLength: 5, maxLength: 5 });
    const property = fc.property(hostile, cuts, (whole, places) =>
      places.every((place) =>
        (['json', 'ndjson'] as const).every((form) => isHandled(whole.subarray(0, place), form)),
      ),
    );
    // Ten bodies each.
    fc.assert(property, { numRuns: 10_000 });
  }, 120_000);

  it('in gzip are unpacked within the limit or a problem', async () => {
    const damage = fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 3 });
    const property = fc.asyncProperty(hostile, damage, fc.nat(200), async (whole, hits, cut) => {
      const packed = gzipSync(whole).subarray(0, cut + 10);
      for (const [place, value] of hits) if (place < packed.length) packed.writeUInt8(value, place);
      try {
        return (await unpack(packed, 1_000)).length <= 1_000;
      } catch (error) {
        return error instanceof ProblemError && [400, 413].includes(error.status);
      }
    });
    await fc.assert(property, { numRuns: 3_000 });
  }, 120_000);

  it('nested beyond every reason do no harm', () => {
    const deep = Buffer.from(`${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}`);
    expect(() => parseDocuments(deep, 'json', 4)).not.toThrow(RangeError);
  });
});
