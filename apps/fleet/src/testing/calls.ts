import type { Shown } from './requests.js';
import type { Answer, Request, RunningFleet } from './running-fleet.js';

/** Requests of one tenant. */
export type Calls = <Body = Shown>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  request?: Request,
) => Promise<Answer<Body>>;

export const callsOf =
  (fleet: RunningFleet, tenantId: number): Calls =>
  (method, path, request) =>
    fleet.call(tenantId, method, path, request);
