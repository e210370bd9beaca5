import { describe, expect, it } from '@jest/globals';
import { aReading } from './testing/a-reading.js';
import { withoutRawFrames } from './without-raw-frames.js';

describe('a reading that is remembered', () => {
  it('has everything but its frames', () => {
    const reading = aReading({ rawFrames: ['dd03', '77'] });
    expect(withoutRawFrames(reading)).toEqual(aReading());
    expect(reading.rawFrames).toEqual(['dd03', '77']);
  });

  it('is no copy where there are none', () => {
    const reading = aReading();
    expect(withoutRawFrames(reading)).toBe(reading);
  });
});
