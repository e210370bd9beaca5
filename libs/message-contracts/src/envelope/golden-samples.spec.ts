import { describe, expect, it } from '@jest/globals';
import { eventTypes } from '../event-types.js';
import { goldenSamples } from '../testing/golden-samples.js';
import { decodeEvent } from './decode-event.js';
import { encodeEvent } from './encode-event.js';

const samples = goldenSamples();

describe('the samples of every version ever released', () => {
  it('are there for each event type, once', () => {
    const types = samples.map(({ headers }) => headers.ce_type).toSorted();
    expect(types).toEqual(
      Object.values(eventTypes)
        .map(({ type }) => type)
        .toSorted(),
    );
  });

  it.each(samples)('$name is read and would be written the same', ({ headers, value }) => {
    const decoded = decodeEvent({ headers, value: Buffer.from(JSON.stringify(value)) });
    if (!decoded.ok) throw new Error(`${decoded.reason} ${decoded.field}`);
    expect(decoded.event.data).toEqual(value);
    const again = encodeEvent(decoded.event);
    expect(again.headers).toEqual(headers);
    expect(JSON.parse(String(again.value))).toEqual(value);
  });
});
