import type { Provider } from '@nestjs/common';
import { EventPublisher } from '@trackingbms/event-log';
import { credentialCheck } from '@trackingbms/service-kit';
import { ConnectorSettings } from '../connector-settings.js';
import { AcceptReadings } from './accept-readings.js';
import { DeviceCredentialCheck } from './device-credential-check.js';
import { DeviceCredentials } from './device-credentials.js';
import { loadPushRules } from './load-push-rules.js';
import { PushingFleet } from './pushing-fleet.js';

/** Everything that takes pushed readings, whichever way they come. */
export const pushProviders: Provider[] = [
  DeviceCredentials,
  PushingFleet,
  { provide: credentialCheck('device'), useClass: DeviceCredentialCheck },
  {
    provide: AcceptReadings,
    inject: [ConnectorSettings, EventPublisher, PushingFleet],
    useFactory: async (settings: ConnectorSettings, sink: EventPublisher, fleet: PushingFleet) =>
      new AcceptReadings({
        rules: await loadPushRules(settings),
        find: (battery) => fleet.find(battery),
        sink,
        readingsPerMinute: settings.INGEST_READINGS_PER_MINUTE,
      }),
  },
];
