import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import {
  type DatabaseAccess,
  type DatabaseCoordinates,
  type DatabaseDirectory,
  TenantDirectoryUnavailable,
  TenantUnknown,
} from '@trackingbms/tenants';
import { fetchJson } from '../http/fetch-json.js';
import { BackOff } from './back-off.js';
import { DataSourceAnswer } from './data-source-answer.js';

export interface TenantManagerDirectoryOptions {
  /** Address of tenant-manager, without a path. */
  readonly url: string;
  /** The Authorization header of this service. */
  readonly authorization: string;
  readonly timeoutMilliseconds?: number;
  /** Milliseconds for which an answer is used without asking again. */
  readonly freshFor?: number;
  readonly now?: () => number;
}

type Entry = { readonly coordinates: DatabaseCoordinates; readonly until: number };

/**
 * Asks tenant-manager where a tenant's database is: once however many ask at the same time, remembered for a while, and
 * after a failure only again when the back-off has passed. Rejects with TenantUnknown or TenantDirectoryUnavailable.
 */
export class TenantManagerDirectory implements DatabaseDirectory {
  private readonly known = new Map<string, Entry>();
  private readonly pending = new Map<string, Promise<DatabaseCoordinates>>();
  private readonly failures: BackOff;
  private readonly now: () => number;

  constructor(private readonly options: TenantManagerDirectoryOptions) {
    this.now = options.now ?? Date.now;
    this.failures = new BackOff(this.now);
  }

  async coordinatesOf(tenantId: number, access: DatabaseAccess): Promise<DatabaseCoordinates> {
    const key = `${tenantId}/${access}`;
    const entry = this.known.get(key);
    if (entry && entry.until > this.now()) return entry.coordinates;
    const pending = this.pending.get(key);
    if (pending) return pending;
    this.failures.throwWhileWaiting(key);
    const asked = this.ask(tenantId, access, key).finally(() => this.pending.delete(key));
    this.pending.set(key, asked);
    return asked;
  }

  /** Asks anew next time: for coordinates that turned out to be wrong (moved database, new password). */
  forget(tenantId: number): void {
    for (const access of ['owner', 'reader']) this.known.delete(`${tenantId}/${access}`);
  }

  private async ask(tenantId: number, access: DatabaseAccess, key: string): Promise<DatabaseCoordinates> {
    try {
      const coordinates = await this.fetch(tenantId, access);
      this.known.set(key, { coordinates, until: this.now() + (this.options.freshFor ?? 60_000) });
      this.failures.succeeded(key);
      return coordinates;
    } catch (error) {
      const failure = error instanceof TenantUnknown ? error : toUnavailable(tenantId, error);
      this.failures.failed(key, failure);
      throw failure;
    }
  }

  private async fetch(tenantId: number, access: DatabaseAccess): Promise<DatabaseCoordinates> {
    const { url, authorization, timeoutMilliseconds = 2_000 } = this.options;
    const address = new URL(`/internal/tenants/${tenantId}/data-source?access=${access}`, url).href;
    const limits = { timeoutMilliseconds, largestBody: 16_384, headers: { authorization } };
    const { status, body } = await fetchJson(address, limits);
    if (status === 404) throw new TenantUnknown(tenantId);
    if (status !== 200) throw new TenantDirectoryUnavailable(tenantId, `answered ${status}`);
    const answer = plainToInstance(DataSourceAnswer, body);
    const wrong = validateSync(answer, { forbidUnknownValues: true });
    if (wrong.length > 0 || answer.tenantId !== tenantId) {
      throw new TenantDirectoryUnavailable(tenantId, 'the answer is not coordinates of this tenant');
    }
    return answer;
  }
}

function toUnavailable(tenantId: number, error: unknown): TenantDirectoryUnavailable {
  if (error instanceof TenantDirectoryUnavailable) return error;
  const timedOut = (error as { name?: unknown } | null)?.name === 'TimeoutError';
  return new TenantDirectoryUnavailable(tenantId, timedOut ? 'no answer in time' : 'no usable answer');
}
