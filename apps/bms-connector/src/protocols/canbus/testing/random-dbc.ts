import fc from 'fast-check';
import { walk, writeBits } from './write-bits.js';

export interface RandomSignal {
  readonly name: string;
  readonly startBit: number;
  readonly length: number;
  readonly intel: boolean;
  readonly signed: boolean;
  readonly float: boolean;
  readonly factor: string;
  readonly offset: string;
  readonly mark: string;
}

export interface RandomMessage {
  readonly id: number;
  readonly extended: boolean;
  readonly length: number;
  readonly signals: readonly RandomSignal[];
}

const factors = [
  '1',
  '0.1',
  '0.01',
  '0.005',
  '2',
  '-1',
  '1e-05',
  '0.00390625',
  '12.5',
  '1E-3',
  '-0.25',
  '100',
];
const offsets = ['0', '0', '-40', '273.15', '-0.5', '1000', '1e3'];

/** A walk of `length` bits from any place that stays inside the message. */
const layout = (bytes: number, floatLength?: number) =>
  fc
    .record({
      startBit: fc.nat(bytes * 8 - 1),
      length: floatLength
        ? fc.constant(floatLength)
        : fc.oneof(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 64 })),
      intel: fc.boolean(),
    })
    .filter(({ startBit, length, intel }) => {
      const room = intel ? bytes * 8 - startBit : (bytes - (startBit >> 3)) * 8 - (7 - (startBit & 7));
      return length <= room;
    });

const signal = (bytes: number) =>
  fc.boolean().chain((float) =>
    fc.record({
      place: float && bytes >= 4 ? layout(bytes, bytes >= 8 ? 64 : 32) : layout(bytes),
      isFloat: fc.constant(float && bytes >= 4),
      signed: fc.boolean(),
      factor: fc.constantFrom(...factors),
      offset: fc.constantFrom(...offsets),
      multiplexed: fc.option(fc.integer({ min: 0, max: 3 })),
    }),
  );

/** Messages whose first byte is the selector of some of the others' signals. */
export const randomMessages = fc
  .array(
    fc.integer({ min: 2, max: 8 }).chain((length) =>
      fc.record({
        length: fc.constant(length),
        extended: fc.boolean(),
        selects: fc.boolean(),
        signals: fc.array(signal(length), { minLength: 1, maxLength: 16 }),
      }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((messages) =>
    messages.map(({ length, extended, selects, signals }, index): RandomMessage => ({
      id: (extended ? 0x18ff0000 : 0x100) + index,
      extended,
      length,
      signals: withoutOverlaps([
        ...(selects ? [selector] : []),
        ...signals.map(({ place, isFloat, signed, factor, offset, multiplexed }, number) => ({
          name: `S${number}`,
          ...place,
          signed,
          float: isFloat,
          factor,
          offset,
          mark: selects && multiplexed !== null ? `m${multiplexed}` : '',
        })),
      ]),
    })),
  );

const selector: RandomSignal = {
  name: 'Selector',
  startBit: 0,
  length: 2,
  intel: true,
  signed: false,
  float: false,
  factor: '1',
  offset: '0',
  mark: 'M',
};

/** cantools refuses signals that share bits, unless their selector lets only one of them be there. */
function withoutOverlaps(signals: readonly RandomSignal[]): RandomSignal[] {
  const taken = new Set<string>();
  const marks = ['m0', 'm1', 'm2', 'm3'];
  return signals.filter((signal) => {
    const places = walk(signal).flatMap(([byte, bit]) =>
      (marks.includes(signal.mark) ? [signal.mark] : marks).map((mark) => `${mark}/${byte}/${bit}`),
    );
    if (places.some((place) => taken.has(place))) return false;
    places.forEach((place) => taken.add(place));
    return true;
  });
}

export const writtenId = ({ id, extended }: RandomMessage): number => (extended ? id + 0x8000_0000 : id);

export function dbcText(messages: readonly RandomMessage[]): string {
  const bodies = messages.map((message) => [
    `BO_ ${writtenId(message)} Message${message.id}: ${message.length} Vector__XXX`,
    ...message.signals.map(
      ({ name, mark, startBit, length, intel, signed, factor, offset }) =>
        ` SG_ ${name} ${mark} : ${startBit}|${length}@${intel ? 1 : 0}${signed ? '-' : '+'} ` +
        `(${factor},${offset}) [0|0] "" Vector__XXX`,
    ),
    '',
  ]);
  const types = messages.flatMap((message) =>
    message.signals
      .filter(({ float }) => float)
      .map(({ name, length }) => `SIG_VALTYPE_ ${writtenId(message)} ${name} : ${length === 32 ? 1 : 2};`),
  );
  return [
    'VERSION ""',
    '',
    'NS_ :',
    '\tCM_',
    '\tVAL_',
    '',
    'BS_:',
    '',
    'BU_:',
    '',
    ...bodies.flat(),
    ...types,
    '',
  ].join('\n');
}

/** Random bytes with a selector that chooses something. */
export const randomFrame = (message: RandomMessage): fc.Arbitrary<Buffer> =>
  fc
    .tuple(fc.uint8Array({ minLength: message.length, maxLength: message.length }), fc.bigInt(0n, 3n))
    .map(([bytes, selected]) => {
      if (message.signals[0]?.mark === 'M') writeBits(bytes, message.signals[0], selected);
      return Buffer.from(bytes);
    });
