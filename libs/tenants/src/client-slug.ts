import { ClientRefusal } from './tenants.errors.js';

const pattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** The name a client signs in under: a host label, so that it can become a sub-domain. Throws `CLIENT.SLUG_INVALID`. */
export function checkedSlug(slug: string): string {
  if (!pattern.test(slug)) {
    throw new ClientRefusal(
      'CLIENT.SLUG_INVALID',
      'A slug has 1 to 63 of a-z, 0-9 and -, and neither begins nor ends with -.',
    );
  }
  return slug;
}
