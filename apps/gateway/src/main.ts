import 'reflect-metadata';
import { runService } from '@trackingbms/service-kit';
import { gatewayOptions } from './gateway-options.js';
import { GatewaySettings } from './gateway-settings.js';

await runService({ ...gatewayOptions, settings: GatewaySettings });
