import { HttpSettings, IsSecretFile } from '@trackingbms/service-kit';
import { IsOptional, Matches } from 'class-validator';

/** What tenant-manager reads from the environment; secrets are in files that only its account may read. */
export class TenantManagerSettings extends HttpSettings {
  /** JSON array of servers, the first holds the core database unless CORE_DATABASE_SERVER names another. */
  @IsSecretFile() DATABASE_SERVERS_FILE!: string;
  /** Base64 of the 32 bytes that wrap every client's data key. */
  @IsSecretFile() MASTER_KEY_FILE!: string;
  /** JSON object from service name to SHA-256 of its secret, in hex. */
  @IsSecretFile() SERVICE_CREDENTIALS_FILE!: string;
  @Matches(/^[a-z][a-z0-9_]{0,59}$/) CORE_DATABASE: string = 'trackingbms_core';
  @IsOptional() @Matches(/^[a-z][a-z0-9-]{0,62}$/) CORE_DATABASE_SERVER?: string;
}
