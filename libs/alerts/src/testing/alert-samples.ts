import { alertCodes, type AlertCode } from '../alert-codes.js';
import type { AlertAcknowledged, AlertRaised, AlertRepeated, AlertResolved } from '../alert.js';

/** 2026-01-01T00:00:00Z: the samples' times count from here, in ms. */
export const sampleStart = Date.UTC(2026, 0, 1);

interface Sample {
  readonly batteryId?: number;
  readonly code?: AlertCode;
  /** ms after `sampleStart`. */
  readonly after?: number;
}

const ofStream = ({ batteryId = 7, code = 'TEMPERATURE_HIGH', after = 0 }: Sample) => ({
  batteryId,
  code,
  at: sampleStart + after,
});

const breach = { severity: 'warning', value: 61, threshold: 60, faultCodes: null } as const;

export const raisedSample = (sample: Sample & Partial<AlertRaised> = {}): AlertRaised => {
  const { batteryId, code, after, ...changes } = sample;
  const stream = ofStream({ batteryId, code, after });
  return { type: 'AlertRaised', ...breach, ...alertCodes[stream.code], ...stream, ...changes };
};

export const repeatedSample = (sample: Sample & Partial<AlertRepeated> = {}): AlertRepeated => {
  const { batteryId, code, after, ...changes } = sample;
  return {
    type: 'AlertRepeated',
    ...breach,
    occurrences: 2,
    ...ofStream({ batteryId, code, after }),
    ...changes,
  };
};

export const acknowledgedSample = (sample: Sample = {}): AlertAcknowledged => ({
  type: 'AlertAcknowledged',
  by: 3,
  ...ofStream(sample),
});

export const resolvedSample = (sample: Sample & Partial<AlertResolved> = {}): AlertResolved => {
  const { batteryId, code, after, ...changes } = sample;
  return {
    type: 'AlertResolved',
    resolution: 'condition-cleared',
    by: null,
    notes: null,
    value: 55.5,
    ...ofStream({ batteryId, code, after }),
    ...changes,
  };
};
