import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { DemoClient } from './demo-client.js';
import type { DemoFleet } from './demo-fleet.js';
import type { Doors } from './doors.js';
import type { FleetClient, IssuedCredential, RegisteredPack } from './fleet-client.js';
import { exchange } from './json-http.js';

interface Surroundings {
  readonly api: FleetClient;
  readonly client: DemoClient;
  readonly doors: Doors;
  readonly fleet: DemoFleet;
  /** Seconds. */
  readonly interval: number;
}

/** Tells each pack that pushes where to, with a credential of its own. */
export async function startPushing(
  registered: readonly RegisteredPack[],
  around: Surroundings,
): Promise<void> {
  for (const { pack, batteryId } of registered) {
    if (pack.protocol !== 'push') continue;
    const credential = await credentialOf(batteryId, around);
    await exchange(`${around.fleet.controlUrl}/packs/${pack.id}/destination`, {
      method: 'POST',
      body: await destination(credential, around),
    });
  }
}

/** A secret is shown once: the demo keeps it, as a device would. */
async function credentialOf(
  batteryId: number,
  { api, client, doors }: Surroundings,
): Promise<IssuedCredential> {
  const name = `device-${client.tenantId}-${batteryId}.json`;
  if (existsSync(doors.secrets.path(name))) {
    return JSON.parse(await readFile(doors.secrets.path(name), 'utf8')) as IssuedCredential;
  }
  const { id, secret } = await api.issueCredential(batteryId);
  await doors.secrets.write(name, JSON.stringify({ id, secret }));
  return { id, secret };
}

async function destination({ id, secret }: IssuedCredential, { client, doors, interval }: Surroundings) {
  const { gatewayUrl, mqttUrl, secrets } = doors;
  const common = { secret, intervalSeconds: interval };
  if (mqttUrl === undefined) return { ...common, way: 'http', url: `${gatewayUrl}/v1/ingest` };
  const password = await secrets.keep('mqtt-devices-password');
  const topic = `tbms/${client.tenantId}/${id}/telemetry`;
  return { ...common, way: 'mqtt', url: mqttUrl, username: 'devices', password, topic };
}
