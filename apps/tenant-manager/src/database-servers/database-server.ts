import { plainToInstance } from 'class-transformer';
import { IsIn, IsInt, IsNotIn, IsString, Matches, Max, Min, MinLength, validateSync } from 'class-validator';
import type { DatabaseEngine } from '@trackingbms/tenants';

const knownDefaults = [
  'admin123!',
  'secure_password',
  'password',
  'changeme',
  'mariadb',
  'mysql',
  'root',
  'secret',
];

/** A server that holds tenants' databases, and the account that may create databases and accounts on it. */
export class DatabaseServer {
  @Matches(/^[a-z][a-z0-9-]{0,62}$/) name!: string;
  @IsIn(['mariadb', 'mysql']) engine!: DatabaseEngine;
  @IsString() @MinLength(1) host!: string;
  @IsInt() @Min(1) @Max(65_535) port!: number;
  @IsString() @MinLength(1) adminUser!: string;
  /** Never logged, never in an error. */
  @IsString() @MinLength(8) @IsNotIn(knownDefaults) adminPassword!: string;
}

/**
 * Reads DATABASE_SERVERS_FILE: a JSON array, at least one server, names unique. Throws naming the server's place in
 * the list and its wrong fields, never a value.
 */
export function databaseServersFrom(content: string): DatabaseServer[] {
  const servers = readList(content).map((entry) => plainToInstance(DatabaseServer, entry));
  const wrong = servers.flatMap((server, index) =>
    wrongFieldsOf(server).map((field) => `[${index}].${field}`),
  );
  if (wrong.length > 0)
    throw new Error(`DATABASE_SERVERS_FILE has missing, wrong or default values: ${wrong.join(', ')}`);
  if (servers.length === 0) throw new Error('DATABASE_SERVERS_FILE must list at least one server');
  if (new Set(servers.map(({ name }) => name)).size !== servers.length) {
    throw new Error('DATABASE_SERVERS_FILE names a server twice');
  }
  return servers;
}

function readList(content: string): object[] {
  let list: unknown;
  try {
    list = JSON.parse(content);
  } catch {
    // The parser's own message would quote the text, which holds passwords.
    throw new Error('DATABASE_SERVERS_FILE is not JSON');
  }
  if (!Array.isArray(list) || !list.every((entry) => typeof entry === 'object' && entry !== null)) {
    throw new Error('DATABASE_SERVERS_FILE must be a JSON array of servers');
  }
  return list as object[];
}

const wrongFieldsOf = (server: DatabaseServer): string[] =>
  validateSync(server, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true }).map(
    ({ property }) => property,
  );
