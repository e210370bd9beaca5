import { runService } from '@trackingbms/service-kit';
import { SiteConnectorModule } from './on-site/site-connector.module.js';
import { SiteConnectorSettings } from './on-site/site-connector-settings.js';

await runService({ name: 'site-connector', settings: SiteConnectorSettings, module: SiteConnectorModule });
