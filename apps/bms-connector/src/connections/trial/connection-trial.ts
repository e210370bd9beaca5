import { assessReading, type AssessedReading } from '@trackingbms/telemetry';
import { decodeReading, hasKnownValue, type DecodedReading } from '../../device-profiles/decode-reading.js';
import {
  decideConnection,
  type ConnectionRules,
  type ConnectionSettings,
  type DeviceConnection,
} from '../../fleet-view/decide-connection.js';
import type { LinkTurns } from '../../polling/link-turns.js';
import type { DeviceLink, DeviceObject, ReadRequest } from '../../protocols/battery-driver.js';
import { RawFrames } from '../../protocols/raw-frames.js';
import type { RawValues } from '../../protocols/raw-value.js';
import { failedStep } from './failed-step.js';
import { sourceAnswers } from './source-answers.js';
import type { TrialFailure, TrialOutcome } from './trial-outcome.js';

/** ms. */
export interface TrialLimits {
  /** For the whole try, waiting for the line included. */
  readonly deadline: number;
  /** For one exchange, whatever the settings say: a try may not hold a line that is polled for long. */
  readonly longestExchange: number;
  /** Whether the device is asked for what it has, beside what the profile wants. */
  readonly listsObjects?: boolean;
}

export const defaultTrialLimits: TrialLimits = { deadline: 15_000, longestExchange: 5_000 };

/** Tries settings at the device itself, now: from the settings to a reading, or to the step at which it failed. */
export class ConnectionTrial {
  constructor(
    private readonly turns: LinkTurns,
    private readonly limits: TrialLimits = defaultTrialLimits,
  ) {}

  async run(settings: ConnectionSettings, rules: ConnectionRules): Promise<TrialOutcome> {
    const decision = decideConnection(settings, rules);
    if (decision.type === 'wrong') {
      return { ok: false, step: 'settings', code: 'CONNECTION.SETTINGS_WRONG', wrong: decision.wrong };
    }
    if (decision.type === 'outside') {
      return { ok: false, step: 'address', code: 'CONNECTION.ADDRESS_NOT_ALLOWED', wrong: decision.wrong };
    }
    return this.tryDevice(decision.connection);
  }

  async tryDevice(connection: DeviceConnection): Promise<TrialOutcome> {
    const rawFrames = new RawFrames();
    const seen: { objects?: readonly DeviceObject[] } = {};
    const outcome = await this.read(connection, rawFrames, seen).then(
      (raw) => judged(connection, raw),
      (error: unknown) => (error === deadlineMissed ? deadlineMissed : failedStep(error)),
    );
    return { ...outcome, ...(rawFrames.all.length > 0 && { frames: rawFrames.all }), ...seen };
  }

  /** Rejects with what went wrong; the line is free again soon after, whatever the device does. */
  private read(
    connection: DeviceConnection,
    rawFrames: RawFrames,
    seen: { objects?: readonly DeviceObject[] },
  ): Promise<RawValues> {
    const { deadline, longestExchange } = this.limits;
    const { profile, address } = connection;
    const timeoutMilliseconds = Math.min(connection.timeoutMilliseconds, longestExchange);
    return new Promise((resolve, reject) => {
      const end = performance.now() + deadline;
      this.turns
        .take(connection, deadline, async (link) => {
          // Whoever shares the connection gets another one with the next read.
          const giveUp = () => (reject(deadlineMissed), link.close());
          const timer = setTimeout(giveUp, Math.max(0, end - performance.now()));
          try {
            const request = { profile, address, timeoutMilliseconds };
            // Before the read: what a device has is wanted most where the profile finds nothing of it.
            if (this.limits.listsObjects) seen.objects = await objectsOf(link, request);
            return await link.read({ ...request, rawFrames });
          } finally {
            clearTimeout(timer);
          }
        })
        .then(resolve, reject);
    });
  }
}

/** Undefined where the device does not tell: whether it can be read is for the read to say. */
const objectsOf = (link: DeviceLink, request: ReadRequest): Promise<readonly DeviceObject[] | undefined> =>
  link.listObjects?.(request).catch(() => undefined) ?? Promise.resolve(undefined);

const deadlineMissed: TrialFailure = { ok: false, step: 'speak', code: 'CONNECTION.DEADLINE' };

/** What a device answered as a reading that is judged like any other, without knowledge of the battery's type. */
export function judged({ profile, positiveCurrent }: DeviceConnection, raw: RawValues): TrialOutcome {
  const decoded = decodeReading(profile, raw, positiveCurrent);
  const answers = sourceAnswers(profile, raw);
  if (!hasKnownValue(decoded)) {
    return { ok: false, step: 'decode', code: 'CONNECTION.NO_KNOWN_VALUE', raw: answers };
  }
  return { ok: true, profile, raw: answers, ...assessed(decoded) };
}

function assessed(decoded: DecodedReading): AssessedReading {
  const now = Date.now();
  return assessReading({ ...decoded, timestamp: now }, { receivedAt: now });
}
