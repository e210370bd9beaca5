import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly bytes: Buffer;
}

const closed = { security: [{ bearer: [] }], responses: {} };

/** A service behind the gateway: documents two operations, answers every request and remembers it. */
export class FakeOwner {
  readonly received: ReceivedRequest[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(paths: Record<string, unknown> = {}): Promise<FakeOwner> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const owner = new FakeOwner(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', async (request, response) => {
      const chunks = await request.toArray().catch(() => undefined);
      if (chunks === undefined) return;
      const bytes = Buffer.concat(chunks);
      response.setHeader('content-type', 'application/json');
      if (request.url === '/openapi.json') return response.end(JSON.stringify(documentOf(paths)));
      owner.received.push({
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: bytes.toString('utf8'),
        bytes,
      });
      response.setHeader('etag', '"7"');
      response.statusCode = request.method === 'POST' ? 201 : 200;
      response.end(JSON.stringify({ from: 'the owner' }));
    });
    return owner;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

const documentOf = (paths: Record<string, unknown>) => ({
  openapi: '3.1.0',
  info: { title: 'owner', version: '1' },
  paths,
});

export const batteryPaths = {
  '/v1/batteries': { get: closed, post: closed },
  '/v1/batteries/{id}': { get: closed },
};
export const ingestPaths = {
  '/v1/ingest': {
    post: {
      security: [{ device: [] }],
      'x-credential': 'device',
      'x-unparsed-body': { types: ['application/json', 'application/x-ndjson'], largest: 1024 * 1024 },
      responses: {},
    },
  },
};
export const signInPaths = { '/v1/auth/sign-in': { post: { security: [{}], responses: {} } } };
