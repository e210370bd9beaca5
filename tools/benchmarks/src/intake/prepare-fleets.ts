import { FleetClient, provisionDemoClient, type DemoClient, type LocalStack } from '@trackingbms/local-stack';
import type { Fleet } from './fill-topic.js';

/** Clients and batteries through the ordinary doors; the batteries have no address, so that nobody polls them. */
export async function prepareFleets(stack: LocalStack, tenants: number, batteries: number): Promise<Fleet[]> {
  const fleets: Fleet[] = [];
  for (let number = 1; number <= tenants; number++) {
    const client = await provisionDemoClient(stack.doors, number);
    fleets.push({
      tenantId: client.tenantId,
      batteryIds: await register(stack.gatewayUrl, client, batteries),
    });
  }
  return fleets;
}

async function register(gatewayUrl: string, client: DemoClient, count: number): Promise<number[]> {
  const api = await FleetClient.signIn(gatewayUrl, client);
  const [batteryType] = await api.all<{ id: number }>('/v1/battery-types');
  const [location] = await api.all<{ id: number }>('/v1/locations');
  const ids: number[] = [];
  for (let number = 1; number <= count; number++) {
    const identity = { serialNumber: `BENCH-${number}`, name: `Bench ${number}` };
    const kind = { batteryTypeId: batteryType?.id, locationId: location?.id };
    ids.push((await api.create({ ...identity, ...kind })).id);
  }
  return ids;
}
