import type { Answer, RunningFleet } from './running-fleet.js';

export interface Shown {
  readonly id: number;
  readonly version: number;
  readonly [field: string]: unknown;
}

export const typeBody = {
  name: 'LiFePO4 12V 100Ah',
  chemistry: 'lifepo4',
  nominalVoltage: 12.8,
  capacityAh: 100,
  capacityWh: 1280,
  cellCount: 4,
};

/** Adds by POST and answers what was made; fails when it was refused. */
export async function add(
  fleet: RunningFleet,
  tenantId: number,
  collection: string,
  body: object,
): Promise<Shown> {
  const answer: Answer<Shown> = await fleet.call(tenantId, 'POST', `/v1/${collection}`, { body });
  if (answer.status !== 201)
    throw new Error(`${collection}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

let number = 0;
export const batteryBody = (batteryTypeId: number, locationId: number, changes: object = {}) => ({
  serialNumber: `SN-${(number += 1)}`,
  name: 'Rack',
  batteryTypeId,
  locationId,
  ...changes,
});

/** A type, a site and a battery. */
export async function addFleet(fleet: RunningFleet, tenantId: number, name = 'Site') {
  const type = await add(fleet, tenantId, 'battery-types', { ...typeBody, name: `${name} type` });
  const site = await add(fleet, tenantId, 'locations', { name });
  const battery = await add(fleet, tenantId, 'batteries', batteryBody(type.id, site.id, { name }));
  return { type, site, battery };
}
