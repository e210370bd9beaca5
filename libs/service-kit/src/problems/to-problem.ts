import { HttpException } from '@nestjs/common';
import { TenantDirectoryUnavailable, TenantUnknown } from '@trackingbms/tenants';
import { ProblemError } from './problem-error.js';
import { statusText } from './status-texts.js';

/** Answers an error that the service knows as another way of saying no; undefined when it is not one of its own. */
export type ProblemMapping = (error: unknown) => ProblemError | undefined;

/** What to answer for an error, and whether it was a fault of ours that has to be looked at. */
export function toProblem(
  error: unknown,
  mappings: readonly ProblemMapping[] = [],
): { problem: ProblemError; unexpected: boolean } {
  const known = knownProblem(error, mappings);
  return known ? { problem: known, unexpected: false } : { problem: problemOfStatus(500), unexpected: true };
}

function knownProblem(error: unknown, mappings: readonly ProblemMapping[]): ProblemError | undefined {
  if (error instanceof ProblemError) return error;
  for (const mapping of mappings) {
    const problem = mapping(error);
    if (problem) return problem;
  }
  return tenantProblem(error) ?? frameworkProblem(error);
}

function tenantProblem(error: unknown): ProblemError | undefined {
  if (error instanceof TenantUnknown) return problemOfStatus(404);
  return error instanceof TenantDirectoryUnavailable || isTenantUnavailable(error)
    ? tenantUnavailable()
    : undefined;
}

/** The tenant databases' own error is known by its name: this library may not import the one that throws it. */
function isTenantUnavailable(error: unknown): boolean {
  return error instanceof Error && error.name === 'TenantUnavailable';
}

function tenantUnavailable(): ProblemError {
  return new ProblemError(
    'TENANT.UNAVAILABLE',
    503,
    {
      en: 'Your organization’s data cannot be reached right now: try again in a few seconds.',
      fr: 'Les données de votre organisation sont inaccessibles pour l’instant : réessayez dans quelques secondes.',
    },
    { headers: { 'retry-after': '5' } },
  );
}

/** The framework's words are not passed on: they can quote what was sent. */
function frameworkProblem(error: unknown): ProblemError | undefined {
  const status = error instanceof HttpException ? error.getStatus() : undefined;
  return status === undefined || status === 500 ? undefined : problemOfStatus(status);
}

/** What is said of a status when nothing more precise is known. */
export function problemOfStatus(status: number): ProblemError {
  const { code, detail } = statusText(status);
  return new ProblemError(code, status, detail);
}
