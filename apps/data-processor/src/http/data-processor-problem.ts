import { AlertChangedMeanwhile, AlertRefusal } from '@trackingbms/alerts';
import { ProblemError } from '@trackingbms/service-kit';

/** How this service's own ways of saying no are answered. */
export function dataProcessorProblem(error: unknown): ProblemError | undefined {
  if (error instanceof AlertRefusal) return new ProblemError(error.code, 409, error.messages);
  if (error instanceof AlertChangedMeanwhile) return changedMeanwhile();
  return undefined;
}

const changedMeanwhile = (): ProblemError =>
  new ProblemError('ALERT.CHANGED_MEANWHILE', 409, {
    en: 'The alert changed at the same moment: read it again, then decide.',
    fr: 'L’alerte a changé au même moment : relisez-la, puis décidez.',
  });
