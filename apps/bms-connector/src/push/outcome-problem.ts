import type { ProblemError } from '@trackingbms/service-kit';
import type { AcceptedPush, PushOutcome } from './accept-readings.js';
import {
  logAway,
  notAReading,
  nothingKept,
  notServed,
  otherBattery,
  overRate,
  settingsRefused,
  tooManyReadings,
} from './ingest.errors.js';

type Refusal = Exclude<PushOutcome, AcceptedPush>;
type Problems = { readonly [T in Refusal['type']]: (refusal: Extract<Refusal, { type: T }>) => ProblemError };

const problems: Problems = {
  'not-served': notServed,
  'refused-settings': ({ wrong }) => settingsRefused(wrong),
  'not-a-reading': ({ index }) => notAReading(index),
  'other-battery': ({ index }) => otherBattery(index),
  'too-many': tooManyReadings,
  'nothing-kept': ({ refused }) => nothingKept(refused),
  'over-rate': ({ wait }) => overRate(wait),
  'log-away': logAway,
};

/** How an outcome that took nothing is said over HTTP. */
export const outcomeProblem = (refusal: Refusal): ProblemError =>
  (problems[refusal.type] as (refusal: Refusal) => ProblemError)(refusal);
