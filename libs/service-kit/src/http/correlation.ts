import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

export const correlationHeader = 'x-correlation-id';
const acceptable = /^[A-Za-z0-9._-]{1,64}$/;
const store = new AsyncLocalStorage<string>();

/** The id that ties together everything done for one request or record; undefined outside of one. */
export function currentCorrelationId(): string | undefined {
  return store.getStore();
}

/** Runs work under a correlation id: its log lines and the events it causes carry it. */
export function withCorrelationId<T>(correlationId: string, work: () => T): T {
  return store.run(correlationId, work);
}

/** The caller's id when it is one, else a new one. */
export function correlationIdFrom(shown: string | string[] | undefined): string {
  return typeof shown === 'string' && acceptable.test(shown) ? shown : randomUUID();
}
