import { IsSecretFile, OperationsSettings } from '@trackingbms/service-kit';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, Min, ValidateBy } from 'class-validator';
import { IsDeviceRanges } from '../fleet-view/is-device-ranges.js';
import { whenFull, type WhenFull } from '../spool/spool.js';

const mebibyte = 1024 * 1024;
const loopback = ['127.0.0.1', '[::1]', 'localhost'];

/** The credential goes over this address: without TLS it may not leave the machine. */
function isPlatformUrl(text: unknown): boolean {
  if (typeof text !== 'string' || !URL.canParse(text)) return false;
  const { protocol, hostname, username, search, hash } = new URL(text);
  if (username !== '' || search !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && loopback.includes(hostname));
}

/** A connector beside the devices: no Kafka, no port that others reach, one way out to the platform. */
export class SiteConnectorSettings extends OperationsSettings {
  @ValidateBy({
    name: 'isPlatformUrl',
    validator: {
      validate: isPlatformUrl,
      defaultMessage: () => '$property must be an https address (http on loopback only)',
    },
  })
  PLATFORM_URL!: string;

  /** Holds the credential that the platform gave when the site was registered. */
  @IsSecretFile() SITE_CREDENTIAL_FILE!: string;

  /** Where readings wait for the line, and the last known fleet. One process each. */
  @IsString() SPOOL_DIRECTORY!: string;
  @Type(() => Number) @IsInt() @Min(mebibyte) SPOOL_MAX_BYTES: number = 4096 * mebibyte;
  @IsIn(whenFull) SPOOL_WHEN_FULL: WhenFull = 'drop-oldest';

  /** Bound on what has waited; readings of this moment are not held back. */
  @Type(() => Number) @IsInt() @Min(1) @Max(10_000) SEND_EVENTS_PER_SECOND: number = 200;

  /** None means that no device may be reached. */
  @IsDeviceRanges() ALLOWED_DEVICE_RANGES: readonly string[] = [];

  /** Profiles beside the shipped ones and the client's own. */
  @IsOptional() @IsString() DEVICE_PROFILES_DIRECTORY?: string;

  /** Links that may be talked to at the same time. */
  @Type(() => Number) @IsInt() @Min(1) MAX_CONCURRENT_POLLS: number = 200;

  /** How often each battery's communication is reported. */
  @Type(() => Number) @IsInt() @Min(1) @Max(3_600) COMMUNICATION_REPORT_SECONDS: number = 60;
}
