import { CredentialRefused, PlatformAway } from './platform.errors.js';
import { clockOffset } from './clock-offset.js';

export type PlatformOperation = 'fleet' | 'events';
export type PlatformOutcome = 'answered' | 'refused' | 'limited' | 'failed' | 'unreachable';

export interface PlatformObserver {
  /** How a request ended, with the reason where it did not go well. */
  ended?(operation: PlatformOperation, outcome: PlatformOutcome, reason?: string): void;
  /** ms by which this machine's clock is ahead of the platform's. */
  clockOffset?(milliseconds: number): void;
}

export interface PlatformRequest {
  readonly operation: PlatformOperation;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

export interface PlatformAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface ClientParts {
  readonly url: string;
  readonly credential: string;
  readonly observer?: PlatformObserver;
  readonly timeoutMilliseconds?: number;
}

const defaultTimeout = 30_000;
const largestAnswer = 64 * 1024 * 1024;
const longestRetryAfter = 300;

/** The one way out of the site: requests to the platform, each with the site's credential and an end. */
export class PlatformClient {
  private readonly stopping = new AbortController();

  constructor(private readonly parts: ClientParts) {}

  /** Ends what is under way. */
  stop(): void {
    this.stopping.abort();
  }

  get stopped(): AbortSignal {
    return this.stopping.signal;
  }

  /**
   * Answers what the platform has decided: success, 304, or a 4xx about the request itself.
   * @throws CredentialRefused for 401 and 403.
   * @throws PlatformAway for everything else: silence, 5xx, 408, 429, what cannot be read.
   */
  async send(request: PlatformRequest): Promise<PlatformAnswer> {
    const { operation } = request;
    try {
      const answer = await this.exchange(request);
      this.parts.observer?.ended?.(operation, 'answered');
      return answer;
    } catch (error) {
      const known =
        error instanceof PlatformAway || error instanceof CredentialRefused ? error : unreachable(error);
      this.parts.observer?.ended?.(operation, outcomeOf(known), known.message);
      throw known;
    }
  }

  private async exchange({ method, path, headers, body }: PlatformRequest): Promise<PlatformAnswer> {
    const { url, credential, timeoutMilliseconds = defaultTimeout } = this.parts;
    const sentAt = Date.now();
    const response = await fetch(`${url.replace(/\/$/, '')}${path}`, {
      method,
      headers: { ...headers, accept: 'application/json', authorization: `Bearer ${credential}` },
      body,
      redirect: 'error',
      signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(timeoutMilliseconds)]),
    });
    const offset = clockOffset(response.headers.get('date'), sentAt, Date.now());
    const text = await readWithin(response);
    requireDecision(response);
    if (offset !== undefined) this.parts.observer?.clockOffset?.(offset);
    return { status: response.status, headers: response.headers, text };
  }
}

/** These say "not now", not "no". */
const notNow = [408, 429];

function requireDecision({ ok, status, headers }: Response): void {
  if (status === 401 || status === 403) throw new CredentialRefused(status);
  const isAnswer = ok || status === 304 || (status >= 400 && status < 500);
  if (isAnswer && !notNow.includes(status)) return;
  throw new PlatformAway(`answered ${status}`, retryAfterOf(headers.get('retry-after')));
}

/** Seconds only: a date would be read with a clock that may be wrong. */
function retryAfterOf(header: string | null): number | undefined {
  if (header === null || !/^\d{1,6}$/.test(header)) return undefined;
  return Math.min(Number(header), longestRetryAfter) * 1_000;
}

/** The reason is a code or a kind, never an address or what was sent. */
function unreachable(error: unknown): PlatformAway {
  const { cause, name } = error as { readonly cause?: { readonly code?: unknown }; readonly name?: string };
  return new PlatformAway(typeof cause?.code === 'string' ? cause.code : (name ?? 'unknown'));
}

function outcomeOf(error: PlatformAway | CredentialRefused): PlatformOutcome {
  if (error instanceof CredentialRefused) return 'refused';
  if (!error.reason.startsWith('answered')) return 'unreachable';
  return error.reason === 'answered 429' ? 'limited' : 'failed';
}

async function readWithin(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > largestAnswer) throw new PlatformAway('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
