import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Language } from '@trackingbms/service-kit';
import type { Reading } from '@trackingbms/telemetry';
import { explained, type Explained } from './reason-texts.js';
import { trialSteps, type SourceAnswer, type TrialOutcome, type TrialStep } from './trial/trial-outcome.js';
import { trialText } from './trial/trial-texts.js';

export class RawAnswer {
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'As the profile writes it' })
  source!: object;
  @ApiProperty({ type: [String], description: 'Fields of the reading that are made of it' })
  usedFor!: readonly string[];
  @ApiProperty({ description: 'False: the device has no such thing, or was not asked' })
  answered!: boolean;
  @ApiProperty({
    nullable: true,
    oneOf: [{ type: 'number' }, { type: 'string' }, { type: 'boolean' }, { type: 'array', items: {} }],
    description: 'Before scale and offset',
  })
  value!: unknown;
}

export class ObjectAnswer {
  @ApiProperty({ example: 'Meas/rPackVoltage_V' }) path!: string;
  @ApiProperty({
    nullable: true,
    oneOf: [{ type: 'number' }, { type: 'string' }, { type: 'boolean' }, { type: 'array', items: {} }],
    description: 'Null: it does not know',
  })
  value!: unknown;
}

/** What came of a try. The try itself worked, whatever the device did. */
export class TestConnectionAnswer {
  @ApiProperty() ok!: boolean;
  @ApiProperty({ description: 'How long it took' }) milliseconds!: number;
  @ApiProperty({ required: false, example: 'renogy@1' }) profile?: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'V, A, W, °C, %, Ah, Wh' })
  reading?: Partial<Reading>;
  @ApiProperty({ required: false, type: [Object], description: 'Why the reading is not believed whole' })
  doubts?: readonly Explained[];
  @ApiProperty({ required: false, enum: trialSteps }) step?: TrialStep;
  @ApiProperty({ required: false, description: 'Stable: programs compare this one' }) code?: string;
  @ApiProperty({ required: false, description: 'What happened and what to do next' }) message?: string;
  @ApiProperty({ required: false, description: 'What the driver says, in English' }) technical?: string;
  @ApiProperty({ required: false, description: 'The number by which the device refused' }) exception?: number;
  @ApiProperty({ required: false, type: [RawAnswer] }) raw?: readonly RawAnswer[];
  @ApiProperty({ required: false, type: [String], description: 'What the device sent, in hexadecimal' })
  frames?: readonly string[];
  @ApiProperty({ required: false, type: [ObjectAnswer], description: 'What the device says it has' })
  objects?: readonly ObjectAnswer[];
}

interface Tried {
  readonly outcome: TrialOutcome;
  readonly protocol: string;
  readonly milliseconds: number;
}

export function toTrialAnswer(
  { outcome, protocol, milliseconds }: Tried,
  language: Language,
): TestConnectionAnswer {
  if (!outcome.ok) {
    const { ok, step, code, technical, exception, raw, frames, objects } = outcome;
    const message = trialText(code, protocol, exception)[language];
    return {
      ok,
      milliseconds,
      step,
      code,
      message,
      technical,
      exception,
      raw: raw?.map(toRawAnswer),
      frames,
      objects,
    };
  }
  const { ok, profile, reading, suspicions, raw, frames, objects } = outcome;
  const doubts = [
    ...(reading.setAside ?? []).map(({ field, value, reason }) =>
      explained(reason, language, { field, value }),
    ),
    ...suspicions.map((suspicion) => explained(suspicion, language)),
  ];
  return {
    ...{ ok, milliseconds, profile: `${profile.profile}@${profile.version}` },
    ...{ reading: knownOf(reading), doubts, raw: raw.map(toRawAnswer), frames, objects },
  };
}

/** Without what is not known, as on the wire. */
const knownOf = (reading: Reading): Partial<Reading> =>
  Object.fromEntries(Object.entries(reading).filter(([, value]) => value !== null));

const toRawAnswer = ({ source, usedFor, value }: SourceAnswer): RawAnswer => ({
  source,
  usedFor,
  answered: value !== undefined,
  value: value ?? null,
});
