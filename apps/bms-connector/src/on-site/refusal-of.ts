import type { PlatformAnswer } from './platform-client.js';

interface NamedProblem {
  readonly code?: unknown;
  readonly errors?: readonly { readonly pointer?: unknown; readonly code?: unknown }[];
}

/** What the platform says of single events that it will never take. */
const eventsRefusedCode = 'SITE.EVENTS_REFUSED';
const tooLargeCodes: readonly unknown[] = ['BODY.TOO_LARGE', 'BODY.UNPACKED_TOO_LARGE'];
const place = /^\/(\d{1,6})(?:\/|$)/;

/** Why which of the events are refused for good, by their places; undefined when the answer does not say that. */
export function refusalOf(answer: PlatformAnswer, events: number): Map<number, string> | undefined {
  const { code, errors } = problemOf(answer);
  if (events === 1 && tooLargeCodes.includes(code)) return new Map([[0, String(code)]]);
  if (code !== eventsRefusedCode || !Array.isArray(errors)) return undefined;
  const named = namedBy(errors, events);
  return named.size > 0 ? named : undefined;
}

function namedBy(errors: NonNullable<NamedProblem['errors']>, events: number): Map<number, string> {
  const named = new Map<number, string>();
  for (const { pointer, code } of errors) {
    const [, index] = place.exec(String(pointer)) ?? [];
    if (index !== undefined && Number(index) < events) named.set(Number(index), String(code));
  }
  return named;
}

function problemOf({ headers, text }: PlatformAnswer): NamedProblem {
  if (!(headers.get('content-type') ?? '').startsWith('application/problem+json')) return {};
  try {
    return (JSON.parse(text) as NamedProblem | null) ?? {};
  } catch {
    return {};
  }
}
