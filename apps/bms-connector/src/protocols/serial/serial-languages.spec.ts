import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import { DeviceFailure } from '../device-failure.errors.js';
import { dalyA5Answer, dalyD2Answer, jbdAnswer, jkAnswer, yd1363Answer } from './testing/maker-frames.js';
import { readingFrom } from './testing/recorded-answers.js';

const data = (most: number) => fc.uint8Array({ maxLength: most }).map((array) => Buffer.from(array));
const tagged = fc
  .array(
    fc
      .tuple(fc.integer({ min: 0x78, max: 0xc1 }), data(6))
      .map(([tag, rest]) => Buffer.concat([Buffer.of(tag), rest])),
    { maxLength: 20 },
  )
  .map((fields) => Buffer.concat(fields));
const counted = (each: number) =>
  fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 20 }), data(160)).map(([cells, sensors, rest]) => {
    const block = Buffer.alloc(4 + rest.length + (cells + sensors) * each);
    rest.copy(block, 4);
    block[2] = cells;
    block[3 + cells * each] = sensors;
    return block;
  });

/** Frames whose sums are right and whose content is anything. */
const anyContent: Readonly<Record<string, fc.Arbitrary<Buffer>>> = {
  jbd: fc.tuple(fc.constantFrom(3, 4), data(60)).map(([register, content]) => jbdAnswer(register, content)),
  'daly-a5': fc
    .tuple(fc.integer({ min: 0x90, max: 0x98 }), data(8))
    .map(([command, content]) => dalyA5Answer(command, content)),
  'daly-d2': fc
    .uint8Array({ minLength: 124, maxLength: 124 })
    .map((block) => dalyD2Answer(Buffer.from(block))),
  'jk-nw': fc.oneof(tagged, data(80)).map((fields) => jkAnswer(fields)),
  'pylontech-rs485': fc.oneof(counted(2), data(60)).map((content) => yd1363Answer(content)),
  'seplos-v2': fc
    .oneof(counted(2), counted(1), data(60))
    .map((content) => yd1363Answer(content, { address: 0 })),
  pace: fc.oneof(counted(2), data(60)).map((content) => yd1363Answer(content, { address: 0, version: '25' })),
};

describe.each(Object.entries(anyContent))('sound frames of any content, read as %s', (name, frame) => {
  const profile = shippedProfile(`${name}.v1.yaml`);

  it('are a reading of numbers that are finite, or a failure that has a kind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { maxLength: 12 }), async (frames) => {
        try {
          const { cellVoltages, packVoltage } = await readingFrom(profile, frames);
          const numbers = [packVoltage ?? 0, ...(cellVoltages ?? [])];
          if (!numbers.every(Number.isFinite)) throw new Error(`not a number in ${String(numbers)}`);
        } catch (error) {
          if (!(error instanceof DeviceFailure)) throw error;
        }
      }),
      { numRuns: 1_500 },
    );
  });
});
