import { FleetRefusal, type FleetRefusalCode } from '@trackingbms/batteries';
import { preconditionFailed, ProblemError } from '@trackingbms/service-kit';
import { FleetValueTaken, StreamVersionConflict } from '@trackingbms/tenant-database';

const notThere: readonly FleetRefusalCode[] = [
  'BATTERY.NOT_REGISTERED',
  'BATTERY_TYPE.NOT_ADDED',
  'LOCATION.NOT_ADDED',
];
const notSensible: readonly FleetRefusalCode[] = [
  'BATTERY.LIMITS_CROSSED',
  'BATTERY_TYPE.TEMPERATURES_CROSSED',
  'LOCATION.CYCLE',
  'LOCATION.TOO_DEEP',
];

/** How the fleet's own ways of saying no are answered: 404, 422 for what can never be, 409 for what cannot be now. */
export function fleetProblem(error: unknown): ProblemError | undefined {
  if (error instanceof FleetRefusal)
    return new ProblemError(error.code, statusOf(error.code), error.messages);
  if (error instanceof FleetValueTaken) return valueTaken(error.field);
  if (error instanceof StreamVersionConflict) return preconditionFailed();
  return undefined;
}

function statusOf(code: FleetRefusalCode): number {
  if (notThere.includes(code)) return 404;
  return notSensible.includes(code) ? 422 : 409;
}

const valueTaken = (field: string): ProblemError =>
  new ProblemError(
    'FLEET.VALUE_TAKEN',
    409,
    {
      en: `Another entry has this ${field} already: choose another, or change that entry.`,
      fr: `Une autre fiche porte déjà ce ${field} : choisissez-en un autre, ou modifiez cette fiche.`,
    },
    { errors: [{ pointer: `/${field}`, code: 'VALUE_TAKEN' }] },
  );
