import type { Language } from './language.js';
import type { LocalizedText, ProblemDetail, ProblemError } from './problem-error.js';
import { statusText } from './status-texts.js';

export const problemMediaType = 'application/problem+json';

/** RFC 9457 body with our members: `code` is stable, `correlationId` finds the log lines. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly correlationId: string;
  readonly errors?: readonly { pointer: string; code: string; detail: string }[];
}

/** The body that tells a problem in one language. */
export function problemDocument(
  problem: Pick<ProblemError, 'code' | 'status' | 'text' | 'extra'>,
  language: Language,
  correlationId: string,
): ProblemDocument {
  const errors = problem.extra.errors?.map((error) => inLanguage(error, language));
  return {
    type: `urn:trackingbms:problem:${problem.code.toLowerCase().replaceAll('_', '-')}`,
    title: statusText(problem.status).title[language],
    status: problem.status,
    detail: problem.text[language],
    code: problem.code,
    correlationId,
    ...(errors && { errors }),
  };
}

function inLanguage({ pointer, code, detail }: ProblemDetail, language: Language) {
  return { pointer, code, detail: localized(detail, language) ?? code };
}

function localized(text: string | LocalizedText | undefined, language: Language): string | undefined {
  return typeof text === 'object' ? text[language] : text;
}
