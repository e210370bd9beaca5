import { FleetRefusal, type FleetRefusalCode } from '@trackingbms/batteries';
import { DeviceProfileInvalid } from '@trackingbms/device-profiles';
import { preconditionFailed, ProblemError } from '@trackingbms/service-kit';
import { FleetValueTaken, StreamVersionConflict } from '@trackingbms/tenant-database';

const notThere: readonly FleetRefusalCode[] = [
  'BATTERY.NOT_REGISTERED',
  'BATTERY_TYPE.NOT_ADDED',
  'DEVICE_CREDENTIAL.NOT_ISSUED',
  'DEVICE_PROFILE.NOT_ADDED',
  'LOCATION.NOT_ADDED',
  'SITE_CONNECTOR.NOT_ADDED',
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
  if (error instanceof DeviceProfileInvalid) return profileInvalid(error);
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

/** Pointers are those of the profile that the text stands for. */
const profileInvalid = ({ wrong }: DeviceProfileInvalid): ProblemError =>
  new ProblemError(
    'DEVICE_PROFILE.INVALID',
    422,
    {
      en: 'This is no device profile that a connector could read: correct every field that is listed.',
      fr: 'Ce n’est pas un profil d’appareil qu’un connecteur pourrait lire : corrigez chaque champ de la liste.',
    },
    { errors: wrong.map(({ path, problem }) => ({ pointer: path, code: 'PROFILE_FIELD', detail: problem })) },
  );
