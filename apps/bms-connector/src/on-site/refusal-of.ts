import type { PlatformAnswer } from './platform-client.js';

interface NamedProblem {
  readonly code?: unknown;
  readonly errors?: readonly { readonly pointer?: unknown; readonly code?: unknown }[];
}

/** What the platform says of single events that it will never take. */
export const eventsRefusedCode = 'SITE.EVENTS_REFUSED';
const tooLargeCode = 'REQUEST.TOO_LARGE';
const place = /^\/(\d{1,6})(?:\/|$)/;

/** Why which of the events are refused for good, by their places; undefined when the answer does not say that. */
export function refusalOf(answer: PlatformAnswer, events: number): Map<number, string> | undefined {
  const problem = problemOf(answer);
  if (problem?.code === tooLargeCode && events === 1) return new Map([[0, tooLargeCode]]);
  if (problem?.code !== eventsRefusedCode || !Array.isArray(problem.errors)) return undefined;
  const named = namedBy(problem.errors, events);
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

function problemOf({ headers, text }: PlatformAnswer): NamedProblem | undefined {
  if (!(headers.get('content-type') ?? '').startsWith('application/problem+json')) return undefined;
  try {
    const problem: unknown = JSON.parse(text);
    return typeof problem === 'object' && problem !== null ? problem : undefined;
  } catch {
    return undefined;
  }
}
