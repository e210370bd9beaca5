import { report } from '../console/progress.js';
import { Ports } from '../stack/ports.js';
import type { StartOptions } from '../stack/start-options.js';
import { provisionDemoClient, type DemoClient } from './demo-client.js';
import { DemoFleet } from './demo-fleet.js';
import type { Doors } from './doors.js';
import { FleetClient } from './fleet-client.js';
import { startPushing } from './start-pushing.js';

export interface Demo {
  readonly clients: readonly DemoClient[];
  readonly fleet: DemoFleet;
}

/** Clients, users and a fleet that answers, through the same doors as anybody's. */
export async function startDemo(doors: Doors, folder: string, options: StartOptions): Promise<Demo> {
  const ports = await Ports.open(folder);
  const fleet = await DemoFleet.start(folder, await ports.take('fleet-simulator'), options);
  await ports.save();
  try {
    return { fleet, clients: await provisionClients(doors, fleet, options) };
  } catch (error) {
    await fleet.stop();
    throw error;
  }
}

async function provisionClients(
  doors: Doors,
  fleet: DemoFleet,
  options: StartOptions,
): Promise<DemoClient[]> {
  const packs = await fleet.packs();
  const clients: DemoClient[] = [];
  for (let number = 1; number <= options.tenants; number++) {
    const client = await provisionDemoClient(doors, number);
    const own = packs.slice((number - 1) * options.batteries, number * options.batteries);
    const api = await FleetClient.signIn(doors.gatewayUrl, client);
    const pushesOver = doors.mqttUrl === undefined ? 'http' : 'mqtt';
    const registered = await api.register(own, { interval: options.interval, pushesOver });
    await startPushing(registered, { api, client, doors, fleet, interval: options.interval });
    report({
      fr: `Client « ${client.name} » : ${own.length} batteries en service`,
      en: `Client '${client.name}': ${own.length} batteries commissioned`,
    });
    clients.push(client);
  }
  return clients;
}
