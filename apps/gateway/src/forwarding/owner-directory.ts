import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { fetchJson, JsonLogger } from '@trackingbms/service-kit';
import { GatewaySettings } from '../gateway-settings.js';
import type { NamedDocument } from '../openapi/merge-documents.js';
import { isOpenApiDocument, type OpenApiDocument } from '../openapi/openapi-document.js';
import { OperationTable, type Match } from './operation-table.js';
import { operationsOf } from './operations-of.js';
import type { Owner } from './owner.js';

const refreshMilliseconds = 30_000;
/** While an owner's document is missing it is asked for more often. */
const missingMilliseconds = 1_000;

const limits = { timeoutMilliseconds: 2_000, largestBody: 4 * 1024 * 1024 };

/** What the owners of the API offer, read from themselves, so that a new operation needs no change here. */
@Injectable()
export class OwnerDirectory implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly owners: readonly Owner[];
  private readonly documents = new Map<string, OpenApiDocument>();
  private table = new OperationTable([]);
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    settings: GatewaySettings,
    private readonly logger: JsonLogger,
  ) {
    this.owners = [
      { name: 'auth', url: settings.AUTH_URL },
      { name: 'fleet', url: settings.FLEET_URL },
      { name: 'data-processor', url: settings.DATA_PROCESSOR_URL },
      { name: 'bms-connector', url: settings.BMS_CONNECTOR_URL },
    ];
  }

  onApplicationBootstrap(): Promise<void> {
    return this.refresh();
  }

  onApplicationShutdown(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  /** False until every owner has said once what it offers. */
  get complete(): boolean {
    return this.documents.size === this.owners.length;
  }

  match(method: string, path: string): Match {
    return this.table.match(method, path);
  }

  get namedDocuments(): readonly NamedDocument[] {
    return [...this.documents].map(([owner, document]) => ({ owner, document }));
  }

  private async refresh(): Promise<void> {
    await Promise.all(this.owners.map((owner) => this.read(owner)));
    const operations = this.owners.flatMap((owner) => {
      const document = this.documents.get(owner.name);
      return document ? operationsOf(owner, document) : [];
    });
    this.table = new OperationTable(operations);
    if (this.closed) return;
    const pause = this.complete ? refreshMilliseconds : missingMilliseconds;
    this.timer = setTimeout(() => void this.refresh(), pause).unref();
  }

  /** An owner that does not answer keeps what it offered before: its operations then answer 503, not 404. */
  private async read(owner: Owner): Promise<void> {
    try {
      const { body } = await fetchJson(`${owner.url}/openapi.json`, limits);
      if (isOpenApiDocument(body)) this.documents.set(owner.name, body);
    } catch {
      this.logger.warn({ msg: 'owner does not say what it offers', owner: owner.name });
    }
  }
}
