import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { GroupShares } from '@trackingbms/event-log';
import { topics } from '@trackingbms/message-contracts';
import { loadProfileCheck, ownProfileCheck } from '@trackingbms/device-profiles';
import { Readiness } from '@trackingbms/service-kit';
import type { DeviceReach } from './connections/test-connection.js';
import { ConnectorObservers } from './connector-observers.js';
import { ConnectorSettings } from './connector-settings.js';
import { EventLogDoor } from './event-log-door.js';
import { FleetFeed } from './fleet-view/fleet-feed.js';
import { loadPollRules } from './fleet-view/load-poll-rules.js';
import { systemClock } from './polling/clock.js';
import { FleetPolling } from './polling/fleet-polling.js';
import { DeviceSharing } from './sharing/device-sharing.js';
import { EventOutlet } from './spool/event-outlet.js';
import { Spool } from './spool/spool.js';

const feedPause = 1_000;

/** Puts the parts together and takes them apart in the right order. */
@Injectable()
export class Connector implements OnModuleInit, BeforeApplicationShutdown {
  private outlet: EventOutlet | undefined;
  private polling: FleetPolling | undefined;
  private sharing: DeviceSharing | undefined;
  /** The way to devices beside the polling; undefined until the connector has started. */
  reach: DeviceReach | undefined;
  private feed: FleetFeed | undefined;
  private feeding: Promise<void> = Promise.resolve();
  private caughtUp = false;
  private stopping = false;

  constructor(
    private readonly settings: ConnectorSettings,
    readiness: Readiness,
    private readonly observers: ConnectorObservers,
    private readonly log: EventLogDoor,
  ) {
    readiness.register({
      name: 'fleet',
      check: async () => {
        if (!this.caughtUp) throw new Error('the fleet is not known yet');
      },
    });
    observers.watchBatteries(() => this.polling?.counts);
  }

  async onModuleInit(): Promise<void> {
    const rules = await loadPollRules(this.settings, {
      onSite: false,
      sharesDevices: this.settings.DEVICE_SHARING === 'shared',
      ownProfiles: this.log.ownProfiles,
    });
    const spool = await Spool.open(
      {
        directory: this.settings.SPOOL_DIRECTORY,
        maxBytes: this.settings.SPOOL_MAX_BYTES,
        whenFull: this.settings.SPOOL_WHEN_FULL,
      },
      this.observers.spool,
    );
    const outlet = new EventOutlet(this.log.publisher, spool, this.observers.outlet);
    this.outlet = outlet;
    outlet.start();
    this.log.communication.start((events) => outlet.send(events));
    this.sharing = this.sharingOfDevices();
    this.polling = new FleetPolling({
      rules,
      clock: systemClock,
      random: Math.random,
      maxConcurrentPolls: this.settings.MAX_CONCURRENT_POLLS,
      send: (events) => outlet.send(events),
      communication: this.log.communication,
      observer: this.observers.polling,
      ownership: this.sharing,
    });
    this.reach = {
      rules,
      turns: this.polling.turns,
      checkProfile: ownProfileCheck(await loadProfileCheck()),
    };
    this.log.views.add(this.polling.view);
    this.feeding = this.learnFleet(this.polling);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.polling?.stop();
    await this.sharing?.leave();
    await this.feed?.stop();
    await this.feeding;
    this.log.communication.stop();
    await this.outlet?.close();
    await this.log.publisher.disconnect();
  }

  /** Replicas are those of one name: they have to be given the same ranges and profiles. */
  private sharingOfDevices(): DeviceSharing | undefined {
    const { DEVICE_SHARING, SERVICE_NAME, eventLog } = this.settings;
    if (DEVICE_SHARING === 'alone') return undefined;
    const group = { groupId: `${SERVICE_NAME}.devices`, topic: topics.pollingShares };
    return new DeviceSharing(
      (listener) => new GroupShares(eventLog, { ...group, ...listener }),
      this.observers.sharing,
    );
  }

  /** Without Kafka there is no fleet to poll: tries until it is there. */
  private async learnFleet(polling: FleetPolling): Promise<void> {
    while (!this.stopping) {
      const feed = new FleetFeed(this.settings.eventLog, this.log.views, this.observers.unreadable);
      this.feed = feed;
      try {
        await feed.start();
        this.caughtUp = true;
        this.log.views.isKnown = true;
        if (this.stopping) return;
        polling.begin();
        this.sharing?.join(() => polling.redistribute());
        return;
      } catch (error) {
        this.observers.fleetUnknown(error);
        await feed.stop().catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, feedPause));
      }
    }
  }
}
