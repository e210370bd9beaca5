import type { ApiClient, Battery } from './api-client.js';

/** Batteries without an address: nobody polls them, so that only a test's own load writes their readings. */
export async function registerBatteries(api: ApiClient, count: number): Promise<number[]> {
  const [known] = await api.batteries();
  const ids: number[] = [];
  for (let number = 1; number <= count; number++) {
    const { status, body } = await api.post<Battery>('/v1/batteries', {
      serialNumber: `LOAD-${number}`,
      name: `Load ${number}`,
      batteryTypeId: known?.batteryTypeId,
      locationId: known?.locationId,
    });
    if (status !== 201) throw new Error(`registering a battery answered ${status}`);
    ids.push(body.id);
  }
  return ids;
}
