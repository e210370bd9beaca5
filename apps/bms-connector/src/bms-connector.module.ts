import { Module } from '@nestjs/common';
import { EventPublisher } from '@trackingbms/event-log';
import { ConnectionsController } from './connections/connections.controller.js';
import { Connector } from './connector.js';
import { ConnectorMetrics } from './connector-metrics.js';
import { ConnectorObservers } from './connector-observers.js';
import { ConnectorSettings } from './connector-settings.js';
import { EventLogDoor } from './event-log-door.js';
import { EntryViews } from './fleet-view/entry-views.js';
import { systemClock } from './polling/clock.js';
import { OwnProfiles } from './fleet-view/own-profiles.js';
import { IngestController } from './push/ingest.controller.js';
import { mqttProviders } from './push/mqtt/mqtt-providers.js';
import { pushProviders } from './push/push-providers.js';
import { CommunicationCounts } from './readings/communication-counts.js';
import { SiteController } from './site/site.controller.js';
import { siteProviders } from './site/site-providers.js';

/** A publish that takes longer counts as failed: its events wait on the disk, not in memory. */
const publishTimeout = 3_000;

@Module({
  controllers: [ConnectionsController, IngestController, SiteController],
  providers: [
    ...pushProviders,
    ...siteProviders,
    ...mqttProviders,
    ConnectorMetrics,
    ConnectorObservers,
    EntryViews,
    {
      provide: EventPublisher,
      inject: [ConnectorSettings],
      useFactory: ({ eventLog }: ConnectorSettings) =>
        new EventPublisher(eventLog, { timeoutMilliseconds: publishTimeout }),
    },
    {
      provide: OwnProfiles,
      inject: [EntryViews],
      useFactory: (views: EntryViews) => OwnProfiles.load(views),
    },
    EventLogDoor,
    {
      provide: CommunicationCounts,
      inject: [ConnectorSettings],
      useFactory: ({ COMMUNICATION_REPORT_SECONDS }: ConnectorSettings) =>
        new CommunicationCounts(systemClock, COMMUNICATION_REPORT_SECONDS),
    },
    Connector,
  ],
})
export class BmsConnectorModule {}
