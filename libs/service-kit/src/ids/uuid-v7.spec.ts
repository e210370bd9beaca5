import { describe, expect, it } from '@jest/globals';
import { isUUID } from 'class-validator';
import { uuidV7 } from './uuid-v7.js';

describe('uuidV7', () => {
  it('makes ids of version 7 that sort by their time', () => {
    const [earlier, later] = [uuidV7(1_700_000_000_000), uuidV7(1_700_000_000_001)];
    expect([earlier, later].every((id) => isUUID(id, '7'))).toBe(true);
    expect(earlier < later).toBe(true);
    expect(uuidV7(1)).not.toBe(uuidV7(1));
  });
});
