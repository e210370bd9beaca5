import { HttpSettings } from '@trackingbms/service-kit';
import { IsUrl } from 'class-validator';

const url = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

/** The gateway knows the owners of the API by their addresses, and holds no database. */
export class GatewaySettings extends HttpSettings {
  @IsUrl(url) AUTH_URL!: string;
  @IsUrl(url) FLEET_URL!: string;
  @IsUrl(url) DATA_PROCESSOR_URL!: string;
  @IsUrl(url) BMS_CONNECTOR_URL!: string;
}
