import { ClientRefusal } from './tenants.errors.js';

export const subscriptionPlans = ['free', 'basic', 'pro', 'enterprise'] as const;
export type SubscriptionPlan = (typeof subscriptionPlans)[number];

export interface ClientQuotas {
  readonly maxUsers: number;
  readonly maxDevices: number;
  /** Gigabytes, two decimals. */
  readonly maxStorageGb: number;
  /** Requests an hour. */
  readonly apiRateLimit: number;
}

/** The specification's defaults. */
export const defaultQuotas: ClientQuotas = {
  maxUsers: 10,
  maxDevices: 100,
  maxStorageGb: 10,
  apiRateLimit: 1000,
};

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= 2_147_483_647;
const isGigabytes = (value: number): boolean =>
  value >= 0 && value < 1e8 && Number(value.toFixed(2)) === value;

/** The given quotas over the defaults. Throws `CLIENT.QUOTA_INVALID`. */
export function quotasWith(
  wanted: Partial<ClientQuotas> = {},
  over: ClientQuotas = defaultQuotas,
): ClientQuotas {
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  const quotas: ClientQuotas = { ...over, ...given };
  const counts = [quotas.maxUsers, quotas.maxDevices, quotas.apiRateLimit];
  if (!counts.every(isCount) || !isGigabytes(quotas.maxStorageGb)) {
    throw new ClientRefusal(
      'CLIENT.QUOTA_INVALID',
      'A quota is zero or more; users, devices and rate are whole numbers, storage has two decimals.',
    );
  }
  return quotas;
}
