import { decodeEvent, eventTypes, type TenantEntryV1 } from '@trackingbms/message-contracts';
import type { IncomingRecord } from '@trackingbms/event-log';

/** The clients that have a fleet of batteries, as the compacted topic of tenants says. */
export class TenantRoster {
  readonly #entries = new Map<number, TenantEntryV1>();
  #listener: (tenantId: number) => void = () => undefined;

  /** @param listener told of each tenant with a fleet, again with each newer entry */
  whenSeen(listener: (tenantId: number) => void): void {
    this.#listener = listener;
  }

  /** Takes one record of the topic. An older version never wins; what is no tenant entry is left alone. */
  readonly take = (record: IncomingRecord): void => {
    if (record.value === null) {
      this.#entries.delete(Number(record.key));
      return;
    }
    const decoded = decodeEvent({ headers: record.headers, value: record.value });
    if (!decoded.ok || decoded.event.type !== eventTypes.TenantEntryV1.type) return;
    this.#keep(decoded.event.data as TenantEntryV1);
  };

  /** Whose journals are to be swept. */
  tenantIds(): readonly number[] {
    return [...this.#entries.values()].filter(hasFleet).map(({ tenantId }) => tenantId);
  }

  #keep(entry: TenantEntryV1): void {
    if ((this.#entries.get(entry.tenantId)?.version ?? 0) >= entry.version) return;
    this.#entries.set(entry.tenantId, entry);
    if (hasFleet(entry)) this.#listener(entry.tenantId);
  }
}

/** A database with the fleet's tables: solar clients have none, and an archived client's may be gone. */
const hasFleet = ({ status, industryType, schemaVersion }: TenantEntryV1): boolean =>
  status !== 'archived' && industryType !== 'solar' && schemaVersion > 0;
