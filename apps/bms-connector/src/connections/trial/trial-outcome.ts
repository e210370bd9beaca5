import type { DeviceProfile, FieldSource, WrongField } from '@trackingbms/device-profiles';
import type { Reading, Suspicion } from '@trackingbms/telemetry';
import type { DeviceObject } from '../../protocols/battery-driver.js';
import type { RawValue } from '../../protocols/raw-value.js';
import type { TrialCode } from './trial-texts.js';

/** The steps of a try in their order; each needs those before it. */
export const trialSteps = ['settings', 'address', 'connect', 'speak', 'decode'] as const;
export type TrialStep = (typeof trialSteps)[number];

/** What a device said to one source of the profile. */
export interface SourceAnswer {
  readonly source: FieldSource;
  /** Fields and places of bits that are made of it, for example `packVoltage` and `bitFields/0`. */
  readonly usedFor: readonly string[];
  /** Null: the device says that it does not know. Undefined: it has no such thing, or was not asked. */
  readonly value: RawValue | undefined;
}

export interface TrialSuccess {
  readonly ok: true;
  readonly profile: DeviceProfile;
  readonly reading: Reading;
  readonly suspicions: readonly Suspicion[];
  readonly raw: readonly SourceAnswer[];
  /** What the device sent, in hexadecimal; see `RawFrames`. */
  readonly frames?: readonly string[];
  /** What the device says it has, where that was asked for and can be told. */
  readonly objects?: readonly DeviceObject[];
}

export interface TrialFailure {
  readonly ok: false;
  readonly step: TrialStep;
  readonly code: TrialCode;
  /** Which settings are wrong, at the steps `settings` and `address`. */
  readonly wrong?: readonly WrongField[];
  /** What the driver says, in English. */
  readonly technical?: string;
  /** The number by which the device refused, as its protocol counts. */
  readonly exception?: number;
  /** At the step `decode`: what was answered though nothing could be made of it. */
  readonly raw?: readonly SourceAnswer[];
  readonly frames?: readonly string[];
  readonly objects?: readonly DeviceObject[];
}

export type TrialOutcome = TrialSuccess | TrialFailure;
