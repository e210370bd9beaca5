import { exchange, provisionDemoClient, type DemoClient, type LocalStack } from '@trackingbms/local-stack';
import type { Fleet } from './fill-topic.js';

interface Listed {
  readonly items: readonly { readonly id: number }[];
}

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
  const { slug: tenant, username, password } = client;
  const signIn = { method: 'POST', body: { tenant, username, password } } as const;
  const { body: session } = await exchange<{ accessToken: string }>(`${gatewayUrl}/v1/auth/sign-in`, signIn);
  const headers = { authorization: `Bearer ${session.accessToken}` };
  const first = async (path: string): Promise<number | undefined> =>
    (await exchange<Listed>(`${gatewayUrl}${path}`, { headers })).body.items[0]?.id;
  const [batteryTypeId, locationId] = [await first('/v1/battery-types'), await first('/v1/locations')];
  const ids: number[] = [];
  for (let number = 1; number <= count; number++) {
    const body = { serialNumber: `BENCH-${number}`, name: `Bench ${number}`, batteryTypeId, locationId };
    ids.push(
      (await exchange<{ id: number }>(`${gatewayUrl}/v1/batteries`, { method: 'POST', headers, body })).body
        .id,
    );
  }
  return ids;
}
