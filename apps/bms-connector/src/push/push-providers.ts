import type { Provider } from '@nestjs/common';
import { credentialCheck } from '@trackingbms/service-kit';
import { ConnectorSettings } from '../connector-settings.js';
import { EventLogDoor } from '../event-log-door.js';
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
    inject: [ConnectorSettings, EventLogDoor, PushingFleet],
    useFactory: async (settings: ConnectorSettings, log: EventLogDoor, fleet: PushingFleet) =>
      new AcceptReadings({
        rules: await loadPushRules(settings, log.ownProfiles),
        find: (battery) => fleet.find(battery),
        sink: log.publisher,
        communication: log.communication,
        readingsPerMinute: settings.INGEST_READINGS_PER_MINUTE,
      }),
  },
];
