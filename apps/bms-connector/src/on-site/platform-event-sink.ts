import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { EventsNotPublished, type EventSink, type OutgoingEvent } from '@trackingbms/event-log';
import { EventsRefused } from '../spool/events-refused.errors.js';
import { PlatformAway } from './platform.errors.js';
import type { PlatformAnswer, PlatformClient } from './platform-client.js';
import { refusalOf } from './refusal-of.js';
import type { SendPace } from './send-pace.js';

const compress = promisify(gzip);

/** An event that is older has waited for the line: it goes at the bounded rate. */
const fresh = 30_000;
const largestRequest = 768 * 1024;
const smallestRequest = 1_024;

/** Sends events to the platform, which answers once Kafka has them all. Whatever is not said for sure is sent again. */
export class PlatformEventSink implements EventSink {
  private mostBytes = largestRequest;
  private notBefore = 0;

  constructor(
    private readonly client: PlatformClient,
    private readonly pace: SendPace,
  ) {}

  async publish(events: readonly OutgoingEvent[]): Promise<void> {
    let sent = 0;
    for (const piece of piecesOf(events, this.mostBytes)) {
      try {
        await this.turn(events.slice(sent, sent + piece.length));
        await this.post(piece);
      } catch (error) {
        if (sent === 0) throw error;
        const left = [...events.keys()].slice(sent);
        throw new EventsNotPublished('UNAVAILABLE', left, { cause: error });
      }
      sent += piece.length;
    }
  }

  private async turn(events: readonly OutgoingEvent[]): Promise<void> {
    const oldest = Date.now() - fresh;
    const kept = events.filter(({ time }) => Date.parse(time) < oldest).length;
    const now = performance.now();
    const wait = Math.max(this.notBefore - now, this.pace.take(kept, now));
    if (wait > 0) await sleep(wait, undefined, { signal: this.client.stopped });
  }

  private async post(lines: readonly string[]): Promise<void> {
    const body = new Uint8Array(await compress(lines.join('')));
    try {
      const answer = await this.client.send({
        operation: 'events',
        method: 'POST',
        path: '/v1/site/events',
        headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
        body,
      });
      this.requireTaken(answer, lines.length);
    } catch (error) {
      if (error instanceof PlatformAway) this.notBefore = performance.now() + (error.retryAfter ?? 0);
      throw error;
    }
  }

  /** Something between here and the platform can answer too: only the platform's own words let anything be dropped. */
  private requireTaken(answer: PlatformAnswer, events: number): void {
    if (answer.status >= 200 && answer.status < 300 && hasTaken(answer, events)) return;
    const refusal = refusalOf(answer, events);
    if (refusal) throw new EventsRefused(refusal);
    if (answer.status === 413) this.mostBytes = Math.max(smallestRequest, Math.floor(this.mostBytes / 2));
    throw new PlatformAway(`answered ${answer.status} without a word about the events`);
  }
}

/** A page of some portal in between is a success too, and has taken nothing. */
function hasTaken({ text }: PlatformAnswer, events: number): boolean {
  try {
    return (JSON.parse(text) as { readonly taken?: unknown } | null)?.taken === events;
  } catch {
    return false;
  }
}

/** One line an event, in pieces of at most so many bytes and at least one event. */
function piecesOf(events: readonly OutgoingEvent[], mostBytes: number): string[][] {
  const pieces: string[][] = [];
  let bytes = Infinity;
  for (const { type, id, time, data } of events) {
    const line = `${JSON.stringify({ type, id, time, data })}\n`;
    const length = Buffer.byteLength(line);
    if (bytes + length > mostBytes) {
      pieces.push([]);
      bytes = 0;
    }
    pieces.at(-1)?.push(line);
    bytes += length;
  }
  return pieces;
}
