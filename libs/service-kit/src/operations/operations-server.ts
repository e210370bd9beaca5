import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readiness } from './readiness.js';
import type { ServiceMetrics } from './service-metrics.js';

type Answer = { status: number; type: string; body: string };

const json = (status: number, body: unknown): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});

/** Health and metrics on a port of their own, never on the one that callers reach. */
export class OperationsServer {
  private readonly server: Server;
  private readonly answers = new Map<string, () => Promise<Answer>>([
    ['/health/live', async () => json(200, { status: 'live' })],
    ['/health/ready', () => this.ready()],
    ['/metrics', () => this.measured()],
  ]);

  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: ServiceMetrics,
  ) {
    this.server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000 }, (request, response) => {
      void this.respond(request, response);
    });
  }

  /** Answers the address it listens on. */
  async listen(host: string, port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, host, () => resolve());
    });
    const { port: taken } = this.server.address() as AddressInfo;
    return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await this.answerTo(request).catch(() => json(500, { status: 'error' }));
    response.writeHead(answer.status, { 'content-type': answer.type, 'cache-control': 'no-store' });
    response.end(request.method === 'HEAD' ? undefined : answer.body);
  }

  private async answerTo({ method, url }: IncomingMessage): Promise<Answer> {
    if (method !== 'GET' && method !== 'HEAD') return json(405, { status: 'method not allowed' });
    const answer = this.answers.get(url?.split('?')[0] ?? '');
    return answer ? answer() : json(404, { status: 'not found' });
  }

  private async ready(): Promise<Answer> {
    const { ready, probes } = await this.readiness.report();
    return json(ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', probes });
  }

  private async measured(): Promise<Answer> {
    const { registry } = this.metrics;
    return { status: 200, type: registry.contentType, body: await registry.metrics() };
  }
}
