import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { workspaceRoot } from './lint-fixture.js';

export interface ComposeService {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly build?: { readonly dockerfile: string; readonly args: Readonly<Record<string, string>> };
  readonly user?: string;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
}

/** A compose file with its anchors and merges resolved; without a path the platform's. */
export const composeFile = (path = 'docker-compose.yml'): ComposeFile =>
  parse(readFileSync(join(workspaceRoot, path), 'utf8'), { merge: true }) as ComposeFile;

/** Names of our own services: those with a folder in `apps`. */
export const ownServices = [
  'tenant-manager',
  'auth',
  'fleet',
  'data-processor',
  'bms-connector',
  'gateway',
] as const;
