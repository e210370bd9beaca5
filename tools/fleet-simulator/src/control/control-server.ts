import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isDestination } from '../devices/push/destination.js';
import { PushingDevice } from '../devices/push/pushing-device.js';
import { faultNames, isFaultName } from '../faults/fault.js';
import type { SimulatedFleet } from '../fleet/simulated-fleet.js';
import type { SimulatedPack } from '../fleet/simulated-pack.js';

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * The fault menu: `GET /packs`, `GET /packs/{id}/truth`, `POST /packs/{id}/faults {"fault": "...", "on": true}`. A pack
 * that pushes is told where to with `POST /packs/{id}/destination`.
 */
export function startControlServer(fleet: SimulatedFleet, port: number): Promise<Server> {
  const server = createServer((request, response) => void respond(fleet, request, response));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => resolve(server));
  });
}

async function respond(
  fleet: SimulatedFleet,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, body } = await answer(fleet, request).catch(() => ({
    status: 400,
    body: { error: 'unreadable request' },
  }));
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function answer(fleet: SimulatedFleet, request: IncomingMessage): Promise<Answer> {
  const [root, id, what] = (request.url ?? '').split('/').filter(Boolean);
  if (root !== 'packs') return { status: 200, body: { packs: '/packs', faults: faultNames } };
  if (id === undefined) return { status: 200, body: fleet.packs.map((pack) => pack.describe()) };
  const pack = fleet.pack(id);
  if (!pack) return { status: 404, body: { error: `no pack '${id}'` } };
  if (request.method === 'POST') return change(pack, what, await readJson(request));
  return { status: 200, body: what === 'truth' ? pack.truth() : pack.describe() };
}

async function change(pack: SimulatedPack, what: string | undefined, wish: unknown): Promise<Answer> {
  if (what === 'faults') return switchFault(pack, Object(wish) as { fault?: unknown; on?: unknown });
  if (what !== 'destination') return { status: 404, body: { error: `no '${what}' to change` } };
  if (!(pack.device instanceof PushingDevice) || !isDestination(wish)) {
    return { status: 400, body: { error: 'not a pack that pushes, or not a destination' } };
  }
  await pack.device.pushTo(wish);
  return { status: 200, body: pack.describe() };
}

function switchFault(pack: SimulatedPack, { fault, on }: { fault?: unknown; on?: unknown }): Answer {
  if (!isFaultName(fault) || typeof on !== 'boolean') {
    return {
      status: 400,
      body: { error: 'expected {"fault": name, "on": true or false}', faults: faultNames },
    };
  }
  pack.bms.switchFault(fault, on);
  return { status: 200, body: pack.describe() };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text = (text + String(chunk)).slice(0, 2_048);
  return JSON.parse(text);
}
