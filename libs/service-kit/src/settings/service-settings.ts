import 'reflect-metadata';
import { Transform, Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';
import { IsSecretFile } from './is-secret-file.js';

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const hostAndPort = /^[^\s:/@]+:\d{1,5}$/;
const cidr = /^(\d{1,3}(\.\d{1,3}){3}\/([12]?\d|3[0-2])|[0-9a-fA-F:]{2,39}\/(\d{1,2}|1[01]\d|12[0-8]))$/;
const url = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

/** What every service needs: a name and a port for its operators that is never the public one. */
export class OperationsSettings {
  @Matches(/^[a-z][a-z0-9-]{1,40}$/) SERVICE_NAME!: string;
  @IsString() OPERATIONS_HOST: string = '127.0.0.1';
  /** 0 takes a free port. */
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) OPERATIONS_PORT!: number;
  @IsIn(logLevels) LOG_LEVEL: (typeof logLevels)[number] = 'info';
}

/** A service that publishes or consumes, with no HTTP API of its own. */
export class MessagingSettings extends OperationsSettings {
  /** Comma separated `host:port`. */
  @Transform(({ value }) => splitList(value))
  @IsArray()
  @Matches(hostAndPort, { each: true })
  KAFKA_BROKERS!: readonly string[];

  /** Put before every topic and group name, so that several environments share one cluster. */
  @IsOptional() @Matches(/^[a-zA-Z0-9._-]{1,60}$/) KAFKA_TOPIC_NAMESPACE?: string;

  /** What the event log asks of its caller. */
  get eventLog(): { brokers: readonly string[]; clientId: string; namespace?: string } {
    const namespace = this.KAFKA_TOPIC_NAMESPACE;
    return { brokers: this.KAFKA_BROKERS, clientId: this.SERVICE_NAME, ...(namespace && { namespace }) };
  }
}

/** A service with an HTTP API whose callers show tokens made by `AUTH_ISSUER`. */
export class HttpSettings extends MessagingSettings {
  @IsString() HTTP_HOST: string = '127.0.0.1';
  /** 0 takes a free port. */
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) HTTP_PORT!: number;
  @IsUrl(url) AUTH_JWKS_URL!: string;
  /** The name that tokens carry as their issuer. */
  @Matches(/^[\x21-\x7e]{1,200}$/) AUTH_ISSUER!: string;

  /** Comma separated CIDR ranges of our own proxies, whose `x-forwarded-for` is believed. None by default. */
  @Transform(({ value }) => splitList(value))
  @IsArray()
  @Matches(cidr, { each: true })
  TRUSTED_PROXIES: readonly string[] = [];
}

/** A service that also works in the tenants' databases, whose places it asks of tenant-manager. */
export class ServiceSettings extends HttpSettings {
  @IsUrl(url) TENANT_MANAGER_URL!: string;
  /** Holds the secret by which other services know this one. */
  @IsSecretFile() SERVICE_CREDENTIAL_FILE!: string;
}

function splitList(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
