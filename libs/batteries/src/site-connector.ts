import { FleetRefusal } from './batteries.errors.js';
import type { KeptSecret } from './device-credential.js';

/** A connector beside the devices of a client, and what is kept of its secret. */
export interface SiteConnectorDetails extends KeptSecret {
  readonly name: string;
}

export type SiteConnector =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'known';
      readonly siteConnectorId: number;
      readonly details: SiteConnectorDetails;
      readonly isRevoked: boolean;
    };

export type SiteConnectorCommand =
  | {
      readonly type: 'AddSiteConnector';
      readonly siteConnectorId: number;
      readonly details: SiteConnectorDetails;
    }
  | { readonly type: 'RotateSiteConnector'; readonly kept: KeptSecret }
  | { readonly type: 'RevokeSiteConnector' };

export type SiteConnectorEvent =
  | {
      readonly type: 'SiteConnectorAdded';
      readonly siteConnectorId: number;
      readonly details: SiteConnectorDetails;
    }
  | { readonly type: 'SiteConnectorRotated'; readonly kept: KeptSecret }
  | { readonly type: 'SiteConnectorRevoked' };

export const unknownSiteConnector: SiteConnector = { status: 'unknown' };

/** No event means that nothing would change. Throws `FleetRefusal`. */
export function decideSiteConnector(
  command: SiteConnectorCommand,
  connector: SiteConnector,
): SiteConnectorEvent[] {
  if (command.type === 'AddSiteConnector') {
    if (connector.status === 'known') throw new FleetRefusal('SITE_CONNECTOR.ALREADY_ADDED');
    const { siteConnectorId, details } = command;
    return [{ type: 'SiteConnectorAdded', siteConnectorId, details }];
  }
  if (connector.status === 'unknown') throw new FleetRefusal('SITE_CONNECTOR.NOT_ADDED');
  switch (command.type) {
    case 'RotateSiteConnector':
      if (connector.isRevoked) throw new FleetRefusal('SITE_CONNECTOR.REVOKED');
      return [{ type: 'SiteConnectorRotated', kept: command.kept }];
    case 'RevokeSiteConnector':
      return connector.isRevoked ? [] : [{ type: 'SiteConnectorRevoked' }];
  }
}

/** The site connector after one more event. Throws when the history does not begin with its addition. */
export function evolveSiteConnector(connector: SiteConnector, event: SiteConnectorEvent): SiteConnector {
  if (event.type === 'SiteConnectorAdded') {
    const { siteConnectorId, details } = event;
    return { status: 'known', siteConnectorId, details, isRevoked: false };
  }
  if (connector.status === 'unknown') throw new Error(`A site connector cannot begin with ${event.type}.`);
  switch (event.type) {
    case 'SiteConnectorRotated':
      return { ...connector, details: { ...connector.details, ...event.kept } };
    case 'SiteConnectorRevoked':
      return { ...connector, isRevoked: true };
  }
}
