import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { faultNames, isFaultName } from '../faults/fault.js';
import type { SimulatedFleet } from '../fleet/simulated-fleet.js';
import type { SimulatedPack } from '../fleet/simulated-pack.js';

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The fault menu: `GET /packs`, `GET /packs/{id}/truth`, `POST /packs/{id}/faults {"fault": "...", "on": true}`. */
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
  if (what === 'faults' && request.method === 'POST') return switchFault(pack, await readJson(request));
  return { status: 200, body: what === 'truth' ? pack.truth() : pack.describe() };
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

async function readJson(request: IncomingMessage): Promise<{ fault?: unknown; on?: unknown }> {
  let text = '';
  for await (const chunk of request) text = (text + String(chunk)).slice(0, 1_024);
  return JSON.parse(text) as { fault?: unknown; on?: unknown };
}
