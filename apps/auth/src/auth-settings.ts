import { IsSecretFile, ServiceSettings } from '@trackingbms/service-kit';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

export class AuthSettings extends ServiceSettings {
  /** JSON Web Key of the Ed25519 key that signs tokens, with its `kid`. */
  @IsSecretFile() SIGNING_KEY_FILE!: string;
  /** JSON object from service name to SHA-256 of its secret, in hex. */
  @IsSecretFile() SERVICE_CREDENTIALS_FILE!: string;

  @Type(() => Number) @IsInt() @Min(60) @Max(600) ACCESS_TOKEN_SECONDS: number = 300;
  /** A session ends after this time whatever its user does. */
  @Type(() => Number) @IsInt() @Min(1) @Max(8_760) SESSION_HOURS: number = 720;
  /** A session ends after this time without a refresh. */
  @Type(() => Number) @IsInt() @Min(1) @Max(8_760) SESSION_IDLE_HOURS: number = 168;

  @Type(() => Number) @IsInt() @Min(19_456) @Max(1_048_576) ARGON2_MEMORY_KIB: number = 65_536;
  @Type(() => Number) @IsInt() @Min(2) @Max(20) ARGON2_ITERATIONS: number = 3;
  @Type(() => Number) @IsInt() @Min(1) @Max(4) ARGON2_PARALLELISM: number = 1;
}
