import { describe, expect, it } from '@jest/globals';
import { RawFrames } from './raw-frames.js';

const characters = (frames: readonly string[]): number => frames.join('').length;

describe('raw frames of a reading', () => {
  it('are hexadecimal, an entry for each answer, a CAN frame behind its id', () => {
    const frames = new RawFrames();
    frames.begin();
    frames.add(Buffer.from('0103', 'hex'));
    frames.add(Buffer.from('0402', 'hex'));
    frames.begin('355#');
    frames.add(Buffer.from('43006200', 'hex'));
    expect(frames.all).toEqual(['01030402', '355#43006200']);
  });

  it('have no entry for a question that nothing came for', () => {
    const frames = new RawFrames();
    frames.begin();
    frames.begin();
    frames.add(Buffer.of(1));
    frames.begin();
    expect(frames.all).toEqual(['01']);
  });

  it('are cut at 16 KiB, say how many bytes are missing, and keep nothing behind the cut', () => {
    const frames = new RawFrames();
    for (let answer = 0; answer < 3; answer++) {
      frames.begin();
      frames.add(Buffer.alloc(8_000, answer));
    }
    frames.begin();
    frames.add(Buffer.of(7));
    expect(characters(frames.all)).toBeLessThanOrEqual(16_384);
    expect(frames.all).toHaveLength(3);
    const kept = characters(frames.all.slice(0, 2)) / 2;
    expect(frames.all[2]).toBe(`...${24_001 - kept}`);
  });

  it('stay bounded however many frames come', () => {
    const frames = new RawFrames();
    for (let frame = 0; frame < 100_000; frame++) {
      frames.begin('355#');
      frames.add(Buffer.alloc(8, frame));
    }
    expect(characters(frames.all)).toBeLessThanOrEqual(16_384);
  });
});
