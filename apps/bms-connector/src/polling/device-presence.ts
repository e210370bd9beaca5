import type { FailureKind } from '../protocols/device-failure.errors.js';

/** What is known about whether a device answers. Times are epoch ms. */
export interface Presence {
  /** Undefined until the first good answer or the first few bad ones. */
  readonly online: boolean | undefined;
  /** Failed polls in a row. */
  readonly failures: number;
  readonly lastReadingAt: number | undefined;
}

export const unknownPresence: Presence = { online: undefined, failures: 0, lastReadingAt: undefined };

export type PresenceChange =
  | { readonly type: 'connected'; readonly at: number }
  | {
      readonly type: 'disconnected';
      readonly at: number;
      readonly reason: FailureKind;
      readonly failures: number;
      readonly lastReadingAt: number | undefined;
    };

export interface PresenceStep {
  readonly presence: Presence;
  readonly change?: PresenceChange;
}

/** A good reading: online again, or for the first time. */
export function afterReading(presence: Presence, at: number): PresenceStep {
  return {
    presence: { online: true, failures: 0, lastReadingAt: at },
    ...(presence.online !== true && { change: { type: 'connected', at } }),
  };
}

/** A failed poll: gone once so many in a row have failed, said once. */
export function afterFailure(
  presence: Presence,
  failure: { readonly at: number; readonly kind: FailureKind },
  offlineAfter: number,
): PresenceStep {
  const failures = presence.failures + 1;
  if (failures < offlineAfter || presence.online === false) {
    return { presence: { ...presence, failures } };
  }
  const { lastReadingAt } = presence;
  return {
    presence: { ...presence, online: false, failures },
    change: { type: 'disconnected', at: failure.at, reason: failure.kind, failures, lastReadingAt },
  };
}
