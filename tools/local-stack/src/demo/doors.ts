import type { Secrets } from '../stack/secrets.js';

/** Where a demo enters: as the operator by the internal routes, as a client's user by the gateway. */
export interface Doors {
  readonly tenantManagerUrl: string;
  readonly authUrl: string;
  readonly gatewayUrl: string;
  /** The broker that devices push to; without one, those that would push over HTTP. */
  readonly mqttUrl?: string;
  /** Hold the operator's credential and take the first users' passwords. */
  readonly secrets: Secrets;
}
