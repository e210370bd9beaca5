import type { ServerResponse } from 'node:http';

/** Bytes waiting for a client that reads too slowly; above it the client is let go and comes back with its last id. */
const mostWaitingBytes = 1024 * 1024;

/** Server-sent events (WHATWG HTML, section 9.2) on an open answer. */
export class EventStream {
  constructor(private readonly response: ServerResponse) {}

  open(headers: Readonly<Record<string, string>>): void {
    this.response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // A proxy that gathers small answers would hold the events back.
      'x-accel-buffering': 'no',
    });
    this.response.flushHeaders();
  }

  send(event: string, json: string, id?: string): void {
    if (this.response.writableEnded) return;
    const position = id === undefined ? '' : `id: ${id}\n`;
    this.response.write(`${position}event: ${event}\ndata: ${json}\n\n`);
    if (this.response.writableLength > mostWaitingBytes) this.response.destroy();
  }

  close(): void {
    this.response.end();
  }
}
