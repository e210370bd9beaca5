import { ProblemError } from '@trackingbms/service-kit';

const mebibytes = (bytes: number): string => `${Math.round((bytes / 1024 / 1024) * 100) / 100} MiB`;

export const bodyTooLarge = (largest: number): ProblemError =>
  new ProblemError('BODY.TOO_LARGE', 413, {
    en: `A body may have ${mebibytes(largest)}: send it in several requests.`,
    fr: `Un corps peut avoir ${mebibytes(largest)} : envoyez-le en plusieurs requêtes.`,
  });

export const unpackedTooLarge = (largest: number): ProblemError =>
  new ProblemError('BODY.UNPACKED_TOO_LARGE', 413, {
    en: `A body may have ${mebibytes(largest)} when it is unpacked: send it in several requests.`,
    fr: `Un corps décompressé peut avoir ${mebibytes(largest)} : envoyez-le en plusieurs requêtes.`,
  });

export const tooManyDocuments = (most: number): ProblemError =>
  new ProblemError('BODY.TOO_MANY', 413, {
    en: `A request may hold ${most} readings: send them in several requests.`,
    fr: `Une requête peut contenir ${most} mesures : envoyez-les en plusieurs requêtes.`,
  });

export const encodingUnknown = (): ProblemError =>
  new ProblemError(
    'BODY.ENCODING_UNKNOWN',
    415,
    {
      en: 'A body is sent as it is or with `content-encoding: gzip`.',
      fr: 'Un corps s’envoie tel quel ou avec `content-encoding: gzip`.',
    },
    { headers: { 'accept-encoding': 'gzip' } },
  );

export const gzipBroken = (): ProblemError =>
  new ProblemError('BODY.GZIP_BROKEN', 400, {
    en: 'The body says that it is gzip and cannot be unpacked: send it again whole.',
    fr: 'Le corps s’annonce en gzip et ne se décompresse pas : renvoyez-le en entier.',
  });

export const bodyCut = (): ProblemError =>
  new ProblemError('BODY.CUT', 400, {
    en: 'The body ended before it was whole: send it again.',
    fr: 'Le corps s’est terminé avant d’être complet : renvoyez-le.',
  });

export const bodyEmpty = (): ProblemError =>
  new ProblemError('BODY.EMPTY', 400, {
    en: 'The body is empty: send at least one reading.',
    fr: 'Le corps est vide : envoyez au moins une mesure.',
  });

/** @param line of the body, from 1; undefined where the body is one document. */
export function notJson(line?: number): ProblemError {
  const en = line === undefined ? 'The body' : `Line ${line}`;
  const fr = line === undefined ? 'Le corps' : `La ligne ${line}`;
  return new ProblemError(
    'BODY.NOT_JSON',
    400,
    {
      en: `${en} is not JSON in UTF-8: correct it and send everything again, nothing was taken.`,
      fr: `${fr} n’est pas du JSON en UTF-8 : corrigez et renvoyez tout, rien n’a été pris.`,
    },
    line === undefined
      ? {}
      : { errors: [{ pointer: `/${line - 1}`, code: 'NOT_JSON', detail: `line ${line}` }] },
  );
}
