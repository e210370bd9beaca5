import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EventPublisher, ensureTopics, type OutgoingEvent } from '@trackingbms/event-log';
import { testKafka, type TestKafka } from '@trackingbms/event-log/testing';
import type { KnownEvent } from '@trackingbms/message-contracts';
import { startService, type RunningService } from '@trackingbms/service-kit';
import { testSettings } from '@trackingbms/service-kit/testing';
import { ConnectorSettings } from '../connector-settings.js';
import { EventLogDoor } from '../event-log-door.js';
import { EntryViews } from '../fleet-view/entry-views.js';
import { OwnProfiles } from '../fleet-view/own-profiles.js';
import { systemClock } from '../polling/clock.js';
import { CommunicationCounts } from '../readings/communication-counts.js';
import { KafkaPartition } from '../testing/kafka-partition.js';
import { pushBattery, pushCredential, pushTenant, sendReadings, series } from '../testing/push-requests.js';
import { IngestController } from './ingest.controller.js';
import { pushProviders } from './push-providers.js';

const minute = 60_000;

describe('POST /v1/ingest while Kafka is away', () => {
  const network = new KafkaPartition();
  let kafka: TestKafka;
  let publisher: EventPublisher;
  let service: RunningService;

  beforeEach(async () => {
    kafka = testKafka();
    await ensureTopics(kafka.settings);
    publisher = new EventPublisher(kafka.settings, {
      timeoutMilliseconds: 1_000,
      socketFactory: network.socketFactory,
    });
    class DoorModule {}
    service = await startService({
      name: 'bms-connector',
      module: {
        module: DoorModule,
        controllers: [IngestController],
        providers: [
          ...pushProviders,
          EntryViews,
          EventLogDoor,
          {
            provide: OwnProfiles,
            inject: [EntryViews],
            useFactory: (views: EntryViews) => OwnProfiles.load(views),
          },
          { provide: EventPublisher, useValue: publisher },
          { provide: CommunicationCounts, useValue: new CommunicationCounts(systemClock, 60) },
        ],
      },
      settings: testSettings(ConnectorSettings, { SPOOL_DIRECTORY: 'none' }),
    });
  }, minute);
  afterEach(async () => {
    await service.stop();
    await publisher.disconnect();
    await kafka.clean();
  }, minute);

  function learn(...entries: readonly OutgoingEvent[]): void {
    const views = service.app.get(EntryViews, { strict: false });
    for (const entry of entries) views.apply(entry as unknown as KnownEvent);
    views.isKnown = true;
  }

  async function untilAccepted(body: string): Promise<void> {
    while ((await sendReadings(service, body)).status !== 202)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }

  it(
    'answers 503 and acknowledges nothing, and takes the same readings once it is back',
    async () => {
      learn(pushTenant, pushBattery(7), pushCredential(7));
      const body = JSON.stringify(series(2));
      // The first connection may take longer than a publish here.
      await untilAccepted(body);
      network.cut();
      const away = await sendReadings(service, body);
      expect(away).toMatchObject({ status: 503, body: { code: 'INGEST.LOG_AWAY' } });
      expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0);
      network.mend();
      await untilAccepted(body);
    },
    minute,
  );

  it('answers 503 while it does not know the devices yet', async () => {
    expect(await sendReadings(service, '{}')).toMatchObject({
      status: 503,
      body: { code: 'INGEST.STARTING' },
    });
    learn();
    expect(await sendReadings(service, '{}')).toMatchObject({ status: 401 });
  });
});
