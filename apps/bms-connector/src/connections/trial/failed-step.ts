import { LinkTaken } from '../../polling/link-taken.errors.js';
import { DeviceFailure, failureOf, type FailureKind } from '../../protocols/device-failure.errors.js';
import type { TrialFailure, TrialStep } from './trial-outcome.js';
import type { TrialCode } from './trial-texts.js';

interface Diagnosis {
  readonly step: TrialStep;
  readonly code: TrialCode;
}

const connect = (code: TrialCode): Diagnosis => ({ step: 'connect', code });
const speak = (code: TrialCode): Diagnosis => ({ step: 'speak', code });

/** The step at which a read failed, and the code that says why. */
export function failedStep(error: unknown): TrialFailure {
  if (error instanceof LinkTaken) {
    return {
      ok: false,
      ...connect(error.why === 'busy' ? 'CONNECTION.LINE_BUSY' : 'CONNECTION.IN_USE'),
    };
  }
  const failure =
    error instanceof DeviceFailure ? error : new DeviceFailure('garbled', failureOf(error).message);
  const { exception } = failure.detail;
  return {
    ok: false,
    ...diagnosed(failure),
    technical: failure.message,
    ...(exception !== undefined && { exception }),
  };
}

function diagnosed({ kind, detail }: DeviceFailure): Diagnosis {
  if (detail.stage === 'prepare') return connect('CONNECTION.NOT_PREPARED');
  if (detail.exception !== undefined) return speak('CONNECTION.EXCEPTION');
  if (detail.cause === 'other-unit') return speak('CONNECTION.OTHER_UNIT');
  if (detail.cause === 'other-device') return speak('CONNECTION.OTHER_DEVICE');
  return detail.stage === 'connect' ? unconnected[kind] : unspoken[kind];
}

const unreachable = connect('CONNECTION.UNREACHABLE');

const unconnected: Readonly<Record<FailureKind, Diagnosis>> = {
  timeout: connect('CONNECTION.CONNECT_TIMEOUT'),
  refused: connect('CONNECTION.REFUSED'),
  reset: connect('CONNECTION.REFUSED'),
  unreachable,
  garbled: unreachable,
  exception: unreachable,
  configuration: unreachable,
};

const unspoken: Readonly<Record<FailureKind, Diagnosis>> = {
  timeout: speak('CONNECTION.NO_ANSWER'),
  refused: connect('CONNECTION.REFUSED'),
  reset: speak('CONNECTION.CLOSED'),
  unreachable,
  garbled: speak('CONNECTION.GARBLED'),
  exception: speak('CONNECTION.EXCEPTION'),
  configuration: speak('CONNECTION.SETTINGS_REFUSED'),
};
