import { IndustryNotAvailable } from '@trackingbms/tenant-database';
import { ProblemError } from '@trackingbms/service-kit';
import { ClientRefusal, type ClientRefusalCode } from '@trackingbms/tenants';
import { ServerLockBusy } from '../database-servers/database-servers.errors.js';
import { ProvisioningFailed } from '../provisioning/provisioning.errors.js';
import { SlugTaken } from './clients.errors.js';

const refusals: Readonly<Record<ClientRefusalCode, readonly [status: number, french: string]>> = {
  'CLIENT.ALREADY_REGISTERED': [409, 'Le client existe déjà : chargez-le.'],
  'CLIENT.NOT_REGISTERED': [404, 'Ce client n’existe pas : enregistrez-le d’abord.'],
  'CLIENT.NOT_IN_SERVICE': [
    409,
    'Le client n’est pas encore en service : terminez d’abord son installation.',
  ],
  'CLIENT.NOT_SUSPENDED': [409, 'Seul un client suspendu peut être rétabli.'],
  'CLIENT.ARCHIVED': [409, 'Le client est archivé et ne peut plus être modifié.'],
  'CLIENT.STEP_OUT_OF_ORDER': [409, 'Une étape précédente n’est pas faite : exécutez-la d’abord.'],
  'CLIENT.STEPS_MISSING': [409, 'L’installation n’est pas terminée : envoyez de nouveau la demande.'],
  'CLIENT.SCHEMA_GOES_BACK': [
    409,
    'La base est plus récente que ce programme : démarrez la version plus récente.',
  ],
  'CLIENT.SLUG_INVALID': [
    400,
    'Un identifiant compte 1 à 63 caractères parmi a-z, 0-9 et -, sans - au début ni à la fin.',
  ],
  'CLIENT.TIME_ZONE_UNKNOWN': [400, 'Donnez un fuseau horaire IANA, par exemple America/Toronto.'],
  'CLIENT.QUOTA_INVALID': [
    400,
    'Un quota est positif ou nul ; le stockage a au plus deux décimales, les autres sont entiers.',
  ],
  'CLIENT.MODULE_UNKNOWN': [400, 'Ce module n’existe pas.'],
  'CLIENT.CORE_MODULE': [409, 'Les modules du noyau ne peuvent pas être retirés.'],
  'CLIENT.DATABASE_NAME_INVALID': [400, 'Le numéro d’un client est un entier de 1 à 2147483647.'],
};

/** How this service's own errors are answered. */
export function clientProblem(error: unknown): ProblemError | undefined {
  if (error instanceof ClientRefusal) {
    const [status, fr] = refusals[error.code];
    return new ProblemError(error.code, status, { en: error.message, fr });
  }
  if (error instanceof SlugTaken) return slugTaken(error);
  if (error instanceof IndustryNotAvailable) return industryNotAvailable();
  if (error instanceof ProvisioningFailed) return provisioningFailed(error);
  return error instanceof ServerLockBusy ? lockBusy(error) : undefined;
}

const slugTaken = ({ code, message }: SlugTaken): ProblemError =>
  new ProblemError(code, 409, {
    en: message,
    fr: 'Un client d’un autre secteur porte cet identifiant : choisissez-en un autre.',
  });

const industryNotAvailable = (): ProblemError =>
  new ProblemError('CLIENT.INDUSTRY_NOT_AVAILABLE', 422, {
    en: 'There is no database template for this industry yet: choose another one.',
    fr: 'Il n’y a pas encore de modèle de base de données pour ce secteur : choisissez-en un autre.',
  });

const provisioningFailed = ({ code, message, step, reason }: ProvisioningFailed): ProblemError =>
  new ProblemError(code, 503, {
    en: message,
    fr: `L’installation s’est arrêtée à l’étape ${step} (${reason}) : envoyez de nouveau la même demande une fois la cause levée.`,
  });

const lockBusy = ({ code, message }: ServerLockBusy): ProblemError =>
  new ProblemError(
    code,
    503,
    { en: message, fr: 'Un autre processus fait déjà ce travail : réessayez dans une minute.' },
    { headers: { 'retry-after': '60' } },
  );
