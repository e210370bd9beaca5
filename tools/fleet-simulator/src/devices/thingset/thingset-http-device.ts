import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Device, DeviceSetting } from '../device.js';
import { libreSolarObjects, type ThingSetValue } from './libre-solar-objects.js';
import { isGroup, select } from './text-mode.js';

/** The Libre Solar BMS behind the ESP32 gateway: `GET /ts/` names the node, `GET /ts/{id}/{path}` reads it. */
export async function openThingSetHttp(setting: DeviceSetting): Promise<Device> {
  const server = createServer((request, response) => void answer(setting, request, response));
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: setting.host, port: setting.port }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : setting.port);
    });
  });
  return {
    port,
    protocol: 'thingset',
    bmsConfig: { profile: 'libre-solar-bms', transport: 'http', nodeId: setting.nodeId },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  setting: DeviceSetting,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A lost link answers nothing: the caller has to give up by itself.
  if (!setting.bms.answers) return;
  const body = await bodyOf(request);
  if (request.method !== 'GET') return send(response, 403, undefined);
  const value = lookUp(setting, decodeURIComponent(request.url ?? '/'), body || undefined);
  send(response, value === undefined ? 404 : 200, value);
}

function lookUp(setting: DeviceSetting, path: string, body: string | undefined): unknown {
  const [root, node, ...names] = path.split('/').filter(Boolean);
  if (root !== 'ts') return undefined;
  if (node === undefined) return { 'bms-c1': setting.nodeId };
  const value = node === setting.nodeId ? read(setting, names) : undefined;
  if (value === undefined) return undefined;
  return select(value, body, names.length > 0 && path.endsWith('/'));
}

function read(setting: DeviceSetting, names: readonly string[]): ThingSetValue | undefined {
  const tree: ThingSetValue = libreSolarObjects(setting.bms, setting.nodeId, setting.now());
  return names.reduce<ThingSetValue | undefined>(
    (value, name) => (isGroup(value) ? value[name] : undefined),
    tree,
  );
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body = (body + String(chunk)).slice(0, 4_096);
  return body;
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(value === undefined ? '' : JSON.stringify(value));
}
