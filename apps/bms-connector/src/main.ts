import { runService } from '@trackingbms/service-kit';
import { BmsConnectorModule } from './bms-connector.module.js';
import { ConnectorSettings } from './connector-settings.js';

await runService({ name: 'bms-connector', settings: ConnectorSettings, module: BmsConnectorModule });
