import type { Provider } from '@nestjs/common';
import { EventPublisher } from '@trackingbms/event-log';
import { credentialCheck } from '@trackingbms/service-kit';
import { ConnectorSettings } from '../connector-settings.js';
import { AcceptSiteEvents } from './accept-site-events.js';
import { SiteConnectors } from './site-connectors.js';
import { SiteCredentialCheck } from './site-credential-check.js';
import { SiteFleets } from './site-fleets.js';

/** Everything that connectors on customers' sites are served by. */
export const siteProviders: Provider[] = [
  SiteConnectors,
  SiteFleets,
  { provide: credentialCheck('site'), useClass: SiteCredentialCheck },
  {
    provide: AcceptSiteEvents,
    inject: [ConnectorSettings, EventPublisher, SiteFleets],
    useFactory: (settings: ConnectorSettings, sink: EventPublisher, fleets: SiteFleets) =>
      new AcceptSiteEvents({ fleets, sink, eventsPerMinute: settings.SITE_EVENTS_PER_MINUTE }),
  },
];
