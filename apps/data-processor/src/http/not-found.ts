import { notFound, type ProblemError } from '@trackingbms/service-kit';

export const batteryNotFound = (): ProblemError =>
  notFound('BATTERY.NOT_FOUND', {
    en: 'There is no such battery among those you may see: check the id.',
    fr: 'Aucune batterie de ce numéro parmi celles que vous pouvez voir : vérifiez l’identifiant.',
  });

export const alertNotFound = (): ProblemError =>
  notFound('ALERT.NOT_FOUND', {
    en: 'There is no such alert among those you may see: check the id.',
    fr: 'Aucune alerte de ce numéro parmi celles que vous pouvez voir : vérifiez l’identifiant.',
  });
