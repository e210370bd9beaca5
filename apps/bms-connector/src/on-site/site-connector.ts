import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { readSecretFile, Readiness } from '@trackingbms/service-kit';
import { ConnectorObservers } from '../connector-observers.js';
import { EntryViews } from '../fleet-view/entry-views.js';
import { OwnProfiles } from '../fleet-view/own-profiles.js';
import { loadPollRules } from '../fleet-view/load-poll-rules.js';
import { systemClock } from '../polling/clock.js';
import { FleetPolling } from '../polling/fleet-polling.js';
import { CommunicationCounts } from '../readings/communication-counts.js';
import { EventOutlet } from '../spool/event-outlet.js';
import { Spool } from '../spool/spool.js';
import { KeptFleet } from './kept-fleet.js';
import { PlatformClient } from './platform-client.js';
import { PlatformEventSink } from './platform-event-sink.js';
import { SendPace } from './send-pace.js';
import { SiteConnectorSettings } from './site-connector-settings.js';
import { SiteFleet } from './site-fleet.js';
import { SiteFleetFeed } from './site-fleet-feed.js';
import { SiteObservers } from './site-observers.js';

/** Events of one request; a request that is held back by the pace carries at most a second's worth. */
const largestBatch = 500;
const pausesMilliseconds = [1_000, 2_000, 5_000, 10_000, 30_000];
/** While all is well the platform is told once a second what was read. */
const gatherMilliseconds = 1_000;

/** The connector beside the devices: polls what the platform gives it, and keeps on the disk what it has read until that is taken. */
@Injectable()
export class SiteConnector implements OnModuleInit, BeforeApplicationShutdown {
  private readonly client: PlatformClient;
  private readonly communication: CommunicationCounts;
  private outlet: EventOutlet | undefined;
  private polling: FleetPolling | undefined;
  private feed: SiteFleetFeed | undefined;

  constructor(
    private readonly settings: SiteConnectorSettings,
    readiness: Readiness,
    private readonly observers: ConnectorObservers,
    private readonly site: SiteObservers,
  ) {
    this.communication = new CommunicationCounts(systemClock, settings.COMMUNICATION_REPORT_SECONDS);
    this.client = new PlatformClient({
      url: settings.PLATFORM_URL,
      credential: readSecretFile(settings.SITE_CREDENTIAL_FILE),
      observer: site.platform,
    });
    readiness.register({
      name: 'fleet',
      check: async () => {
        if (!this.feed?.isKnown) throw new Error('the fleet is not known yet');
      },
    });
    observers.watchBatteries(() => this.polling?.counts);
  }

  async onModuleInit(): Promise<void> {
    const views = new EntryViews();
    const ownProfiles = await OwnProfiles.load(views);
    const rules = await loadPollRules(this.settings, { onSite: true, ownProfiles });
    const outlet = await this.openOutlet();
    this.outlet = outlet;
    outlet.start();
    this.communication.start((events) => outlet.send(events));
    const polling = new FleetPolling({
      rules,
      clock: systemClock,
      random: Math.random,
      maxConcurrentPolls: this.settings.MAX_CONCURRENT_POLLS,
      send: (events) => outlet.send(events),
      communication: this.communication,
      observer: this.observers.polling,
    });
    this.polling = polling;
    this.feed = this.openFeed(polling, views);
    await this.feed.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.polling?.stop();
    this.client.stop();
    await this.feed?.stop();
    this.communication.stop();
    await this.outlet?.close();
  }

  private async openOutlet(): Promise<EventOutlet> {
    const { SPOOL_DIRECTORY, SPOOL_MAX_BYTES, SPOOL_WHEN_FULL, SEND_EVENTS_PER_SECOND } = this.settings;
    const spool = await Spool.open(
      { directory: SPOOL_DIRECTORY, maxBytes: SPOOL_MAX_BYTES, whenFull: SPOOL_WHEN_FULL },
      this.observers.spool,
    );
    const sink = new PlatformEventSink(this.client, new SendPace(SEND_EVENTS_PER_SECOND));
    const batchSize = Math.min(largestBatch, SEND_EVENTS_PER_SECOND);
    return new EventOutlet(sink, spool, this.observers.outlet, {
      batchSize,
      pausesMilliseconds,
      gatherMilliseconds,
      spoolFirst: true,
    });
  }

  private openFeed(polling: FleetPolling, views: EntryViews): SiteFleetFeed {
    views.add(polling.view);
    return new SiteFleetFeed({
      client: this.client,
      fleet: new SiteFleet(views, this.site.unreadable),
      kept: new KeptFleet(this.settings.SPOOL_DIRECTORY),
      onKnown: () => polling.begin(),
      observer: this.site.feed,
      random: Math.random,
    });
  }
}
