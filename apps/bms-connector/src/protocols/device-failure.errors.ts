/** Why a poll gave no reading; the same words as on the wire (`DeviceDisconnectedV1.reason`). */
export type FailureKind =
  'timeout' | 'refused' | 'reset' | 'unreachable' | 'garbled' | 'exception' | 'configuration';

/** What else is known of a failure, for a person who looks for its cause. */
export interface FailureDetail {
  /** `connect`: nothing was said yet; `prepare`: something is missing on the connector's own machine. */
  readonly stage?: 'connect' | 'prepare';
  /** `other-unit`: another device answered; `other-device`: it is none of the profile's kind. */
  readonly cause?: 'other-unit' | 'other-device';
  /** The number by which the device refused, as its protocol counts. */
  readonly exception?: number;
}

/** An expected failure of one exchange with a device. Its message holds no more of the answer than a code. */
export class DeviceFailure extends Error {
  override readonly name = 'DeviceFailure';

  constructor(
    readonly kind: FailureKind,
    message: string,
    readonly detail: FailureDetail = {},
  ) {
    super(message);
  }
}

const kindsBySystemCode: Readonly<Record<string, FailureKind>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EACCES: 'unreachable',
};

/** The failure behind a socket's error. An unknown code counts as a reset: the link is gone either way. */
export function failureOf(error: unknown): DeviceFailure {
  if (error instanceof DeviceFailure) return error;
  const { code = '', syscall } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  return new DeviceFailure(
    kindsBySystemCode[code] ?? 'reset',
    code === '' ? 'link lost' : `link lost (${code})`,
    syscall === 'connect' ? { stage: 'connect' } : {},
  );
}

/** The time was over before anything could be said. */
export const noConnection = (): DeviceFailure =>
  new DeviceFailure('timeout', 'no connection in time', { stage: 'connect' });
