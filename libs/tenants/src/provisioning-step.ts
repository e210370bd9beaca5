/**
 * What is done to bring a client into service, in this order. Each step can be done again without harm.
 * Rights come after the migrations because a table must exist before a right on it can be given.
 */
export const provisioningSteps = [
  'data-key',
  'database',
  'database-users',
  'migrations',
  'grants',
  'first-data',
  'partitions',
  'modules',
] as const;
export type ProvisioningStep = (typeof provisioningSteps)[number];

/** Steps of the list that are not in `done`, in order. */
export function stepsLeft(done: readonly ProvisioningStep[]): ProvisioningStep[] {
  return provisioningSteps.filter((step) => !done.includes(step));
}
