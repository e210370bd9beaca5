import { ClientRefusal } from './tenants.errors.js';
import { industries, type Industry } from './industry-template.js';

const pattern = new RegExp(`^client_[1-9][0-9]{0,9}_(?:${industries.join('|')})$`);

/** True for a name that `databaseNameOf` may have made; anything else must never reach an SQL statement. */
export const isDatabaseName = (name: string): boolean => pattern.test(name);

/**
 * The name of a client's database, the only way to make one.
 * @param tenantId clients.id, 1 to 2147483647
 */
export function databaseNameOf(tenantId: number, industry: Industry): string {
  const name = `client_${tenantId}_${industry}`;
  if (!Number.isInteger(tenantId) || tenantId > 2_147_483_647 || !isDatabaseName(name)) {
    throw new ClientRefusal(
      'CLIENT.DATABASE_NAME_INVALID',
      'A client id is a whole number from 1 to 2147483647.',
    );
  }
  return name;
}
