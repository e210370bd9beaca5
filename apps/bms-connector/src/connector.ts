import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Readiness } from '@trackingbms/service-kit';
import { ConnectorObservers } from './connector-observers.js';
import { ConnectorSettings } from './connector-settings.js';
import { EventLogDoor } from './event-log-door.js';
import { loadDeviceProfiles, schemaCheck, shippedProfiles } from '@trackingbms/device-profiles';
import type { PollRules } from './fleet-view/decide-poll.js';
import { DeviceRanges } from './fleet-view/device-ranges.js';
import { FleetFeed } from './fleet-view/fleet-feed.js';
import { systemClock } from './polling/clock.js';
import { FleetPolling } from './polling/fleet-polling.js';
import { EventOutlet } from './spool/event-outlet.js';
import { Spool } from './spool/spool.js';

const feedPause = 1_000;

/** Puts the parts together and takes them apart in the right order. */
@Injectable()
export class Connector implements OnModuleInit, BeforeApplicationShutdown {
  private outlet: EventOutlet | undefined;
  private polling: FleetPolling | undefined;
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
    const rules = await this.rules();
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
    this.polling = new FleetPolling({
      rules,
      clock: systemClock,
      random: Math.random,
      maxConcurrentPolls: this.settings.MAX_CONCURRENT_POLLS,
      send: (events) => outlet.send(events),
      observer: this.observers.polling,
    });
    this.log.views.add(this.polling.view);
    this.feeding = this.learnFleet(this.polling);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.polling?.stop();
    await this.feed?.stop();
    await this.feeding;
    await this.outlet?.close();
    await this.log.publisher.disconnect();
  }

  private async rules(): Promise<PollRules> {
    const own = this.settings.DEVICE_PROFILES_DIRECTORY;
    const connection = await readFile(join(shippedProfiles, 'battery-connection.schema.json'), 'utf8');
    return {
      profiles: await loadDeviceProfiles([shippedProfiles, ...(own === undefined ? [] : [own])]),
      ranges: DeviceRanges.parse(this.settings.ALLOWED_DEVICE_RANGES),
      checkConnection: schemaCheck(JSON.parse(connection) as object),
    };
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
        if (!this.stopping) polling.begin();
        return;
      } catch (error) {
        this.observers.fleetUnknown(error);
        await feed.stop().catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, feedPause));
      }
    }
  }
}
