/** One text in each language that people of the platform read. */
export interface LocalizedText {
  readonly en: string;
  readonly fr: string;
}

/** One wrong part of a request. */
export interface ProblemDetail {
  /** JSON pointer to the part, for example `/limits/maxVoltage`. */
  readonly pointer: string;
  /** Stable and upper case, for example `IS_INT`. */
  readonly code: string;
  readonly detail?: string | LocalizedText;
}

export interface ProblemExtra {
  readonly errors?: readonly ProblemDetail[];
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An answer that says no, with a stable code (`ALERT.ALREADY_ACKNOWLEDGED`) and what to do next.
 * The message is shown to callers: no SQL, host, secret or other client's word may be in it.
 */
export class ProblemError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly text: LocalizedText,
    readonly extra: ProblemExtra = {},
  ) {
    super(`${code}: ${text.en}`);
    this.name = 'ProblemError';
  }
}

/** What is not there, belongs to another tenant or lies outside the caller's scope: the three look the same. */
export function notFound(code: string, text: LocalizedText): ProblemError {
  return new ProblemError(code, 404, text);
}
