import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Lines of a body, parsed. */
  readonly events: readonly SentEvent[];
}

export interface SentEvent {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly data: { readonly batteryId: number; readonly readings?: readonly { packVoltage?: number }[] };
}

/** What the platform answers to one request. */
export type PlatformScript = (request: ReceivedRequest) => ScriptedAnswer | 'silence' | 'break';

export interface ScriptedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface ScriptedPlatform {
  readonly url: string;
  readonly port: number;
  script: PlatformScript;
  /** Every request that came, in order. */
  readonly requests: ReceivedRequest[];
  close(): Promise<void>;
}

/** Takes every event, and knows no fleet. */
export const takesAll: PlatformScript = ({ path, events }) =>
  path === '/v1/site/events' ? { status: 200, body: { taken: events.length } } : { status: 404 };

/** Stands where the platform stands, on a real socket, and answers what a test says. */
export async function scriptedPlatform(
  script: PlatformScript = takesAll,
  port = 0,
): Promise<ScriptedPlatform> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    void receive(request).then((received) => {
      requests.push(received);
      answer(platform.script(received), response);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const taken = (server.address() as AddressInfo).port;
  const platform = {
    url: `http://127.0.0.1:${taken}`,
    port: taken,
    script,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return platform;
}

async function receive(request: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = '', url: path = '', headers } = request;
  const bytes = Buffer.concat(chunks);
  const text = (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  return { method, path, headers, events: lines.map((line) => JSON.parse(line) as SentEvent) };
}

function answer(scripted: ReturnType<PlatformScript>, response: ServerResponse): void {
  if (scripted === 'silence') return;
  if (scripted === 'break') return void response.destroy();
  const { status, headers, body } = scripted;
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
}
