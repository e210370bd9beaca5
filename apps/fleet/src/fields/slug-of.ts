import { ProblemError } from '@trackingbms/service-kit';

const longest = 100;

/** The name in lower case letters, digits and hyphens. Throws a 400 when nothing of it is left. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replaceAll(/^-|-$/g, '');
  if (slug === '') throw slugMissing();
  return slug;
}

const slugMissing = (): ProblemError =>
  new ProblemError(
    'FLEET.SLUG_REQUIRED',
    400,
    {
      en: 'No slug can be made of this name: send one of lower case letters, digits and hyphens.',
      fr: 'Aucun identifiant lisible ne peut être tiré de ce nom : envoyez `slug` en minuscules, chiffres et traits d’union.',
    },
    { errors: [{ pointer: '/slug', code: 'IS_DEFINED' }] },
  );
