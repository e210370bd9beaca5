/** Why a poll gave no reading; the same words as on the wire (`DeviceDisconnectedV1.reason`). */
export type FailureKind =
  'timeout' | 'refused' | 'reset' | 'unreachable' | 'garbled' | 'exception' | 'configuration';

/** An expected failure of one exchange with a device. Its message holds no more of the answer than a code. */
export class DeviceFailure extends Error {
  override readonly name = 'DeviceFailure';

  constructor(
    readonly kind: FailureKind,
    message: string,
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
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  return new DeviceFailure(
    kindsBySystemCode[code] ?? 'reset',
    code === '' ? 'link lost' : `link lost (${code})`,
  );
}
