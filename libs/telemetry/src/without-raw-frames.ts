import type { Reading } from './reading.js';

/** The reading as it is remembered: frames are for looking up, and many times larger than all else. */
export const withoutRawFrames = (reading: Reading): Reading =>
  reading.rawFrames === null ? reading : { ...reading, rawFrames: null };
