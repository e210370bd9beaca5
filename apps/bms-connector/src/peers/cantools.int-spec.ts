import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CantoolsJudge, type JudgedFrame } from '../protocols/canbus/testing/cantools-judge.js';
import { dbcText, randomFrame, randomMessages } from '../protocols/canbus/testing/random-dbc.js';
import { MessageDecoder } from '../protocols/canbus/dbc/message-decoder.js';
import { parseDbc } from '@trackingbms/device-profiles';

const databases = 500;
const framesEach = 40;

const cases = randomMessages.chain((messages) =>
  fc.record({
    messages: fc.constant(messages),
    frames: fc.array(
      fc
        .nat(messages.length - 1)
        .chain((index) =>
          fc.record({ index: fc.constant(index), data: randomFrame(messages[index]!), cut: fc.nat(30) }),
        ),
      { minLength: framesEach, maxLength: framesEach },
    ),
  }),
);

/** NaN, infinities and minus zero have their own words in Python. */
const fromPython = (text: string): number =>
  text === 'nan' ? Number.NaN : text === 'inf' ? Infinity : text === '-inf' ? -Infinity : Number(text);

describe('the DBC decoder beside cantools', () => {
  let judge: CantoolsJudge;
  beforeAll(async () => {
    judge = await CantoolsJudge.start();
  }, 300_000);
  afterAll(() => judge.close());

  it('says the same to the last digit of random frames over random databases', async () => {
    let signals = 0;
    let frameCount = 0;
    await fc.assert(
      fc.asyncProperty(cases, async ({ messages, frames }) => {
        const dbc = dbcText(messages);
        const parsed = parseDbc(dbc).messages.map((message) => new MessageDecoder(message));
        const shown = frames.map(({ index, data, cut }) => ({
          decoder: parsed[index]!,
          // Every other frame or so is shorter than its message.
          data: data.subarray(0, Math.max(0, data.length - Math.max(0, cut - 22))),
        }));
        const answers = await judge.decode({
          dbc,
          frames: shown.map(({ decoder, data }) => [
            decoder.message.id,
            decoder.message.extended,
            data.toString('hex'),
          ]),
        });
        for (const [at, { decoder, data }] of shown.entries()) signals += agree(decoder, data, answers[at]!);
        frameCount += shown.length;
      }),
      { numRuns: databases },
    );
    expect(frameCount).toBeGreaterThanOrEqual(databases * framesEach);
    expect(signals).toBeGreaterThan(frameCount);
  }, 300_000);
});

/** Answers how many signals were compared. */
function agree(decoder: MessageDecoder, data: Buffer, judged: JudgedFrame): number {
  const ours = new Map(decoder.decode(data).map((value) => [value.signal.name, value]));
  if ('!' in judged) {
    // cantools refuses a frame whose selector selects nothing; we keep what does not depend on it.
    for (const { signal } of ours.values()) expect(signal.presentWhen).toBeUndefined();
    return 0;
  }
  expect([...ours.keys()].sort()).toEqual(Object.keys(judged).sort());
  for (const [name, { raw, value, exact }] of Object.entries(judged)) {
    const { signal, ...mine } = ours.get(name)!;
    const isFloat = signal.encoding === 'float' || signal.encoding === 'double';
    if (isFloat) expect(mine.raw).toEqual(fromPython(raw));
    else expect(String(mine.raw)).toBe(raw);
    expect(mine.value).toEqual(fromPython(exact));
    expect(Math.abs(mine.value - fromPython(value)) <= 1e-15 * span(mine.value, signal) || isFloat).toBe(
      true,
    );
  }
  return ours.size;
}

/** What the floats of cantools may differ by is measured against the largest of the numbers added. */
const span = (value: number, { offset, factor }: { offset: number; factor: number }): number =>
  2 * (Math.abs(value) + Math.abs(offset) + Math.abs(factor));
