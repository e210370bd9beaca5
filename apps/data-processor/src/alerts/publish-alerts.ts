import { alertText, type AlertEvent, type AlertRaised } from '@trackingbms/alerts';
import type { EventSink, OutgoingEvent } from '@trackingbms/event-log';
import { eventTypes, recordKeys, topics, type EventData } from '@trackingbms/message-contracts';
import {
  alertEventOf,
  AlertList,
  type JournalEntry,
  type TenantConnections,
} from '@trackingbms/tenant-database';

const source = '/data-processor';
const time = (instant: number): string => new Date(instant).toISOString();

/** Publishes alert entries of the journal on the alerts topic; called again with the same entries after a failure. */
export class PublishAlerts {
  constructor(
    private readonly connections: TenantConnections,
    private readonly sink: EventSink,
  ) {}

  readonly publish = async (tenantId: number, entries: readonly JournalEntry[]): Promise<void> => {
    const events: OutgoingEvent[] = [];
    for (const entry of entries)
      events.push(toAlertEvent(tenantId, entry, await this.#alertId(tenantId, entry)));
    await this.sink.publish(events);
  };

  /** An alert's id is the position of its first entry, so later entries have to ask for it. */
  async #alertId(tenantId: number, entry: JournalEntry): Promise<number> {
    if (entry.type === 'AlertRaised') return entry.position;
    const { batteryId, code } = alertEventOf(entry);
    const id = await this.connections.reading(tenantId, (tx) =>
      new AlertList(tx).idAt(batteryId, code, entry.position),
    );
    if (id === null) throw new Error('An entry of an alert has no alert.');
    return id;
  }
}

/** The event on the wire of a journal entry. */
export function toAlertEvent(tenantId: number, entry: JournalEntry, alertId: number): OutgoingEvent {
  const event = alertEventOf(entry);
  const { correlationId, causationId } = entry;
  return {
    topic: topics.alerts,
    key: recordKeys.battery(tenantId, event.batteryId),
    tenantId,
    partitionBy: 'tenant',
    id: entry.eventId,
    source,
    time: time(entry.occurredAt),
    ...wire(event, alertId, entry),
    ...(correlationId && { correlationId }),
    ...(causationId && { causationId }),
  };
}

const optional = <Name extends string, Value>(name: Name, value: Value | null) =>
  (value === null ? {} : { [name]: value }) as { [N in Name]?: Value };

function wire(event: AlertEvent, alertId: number, entry: JournalEntry): Pick<OutgoingEvent, 'type' | 'data'> {
  const about = { alertId, batteryId: event.batteryId, alertCode: event.code };
  switch (event.type) {
    case 'AlertRaised':
      return { type: eventTypes.AlertRaisedV1.type, data: { ...about, ...raised(event, entry.version > 1) } };
    case 'AlertRepeated': {
      const { severity, occurrences, value, threshold, at } = event;
      const values = { ...optional('currentValue', value), ...optional('thresholdValue', threshold) };
      const data: EventData<'AlertRepeatedV1'> = {
        ...about,
        severity,
        occurrences,
        ...values,
        lastOccurrence: time(at),
      };
      return { type: eventTypes.AlertRepeatedV1.type, data };
    }
    case 'AlertAcknowledged': {
      const data: EventData<'AlertAcknowledgedV1'> = {
        ...about,
        acknowledgedAt: time(event.at),
        acknowledgedBy: event.by,
      };
      return { type: eventTypes.AlertAcknowledgedV1.type, data };
    }
    case 'AlertResolved': {
      const { resolution, at, by, value } = event;
      const details = { ...optional('resolvedBy', by), ...optional('currentValue', value) };
      const data: EventData<'AlertResolvedV1'> = { ...about, resolution, resolvedAt: time(at), ...details };
      return { type: eventTypes.AlertResolvedV1.type, data };
    }
  }
}

type RaisedData = Omit<EventData<'AlertRaisedV1'>, 'alertId' | 'batteryId' | 'alertCode'>;

function raised(event: AlertRaised, isPersistent: boolean): RaisedData {
  const { code, severity, category, unit, value, threshold, faultCodes, at } = event;
  const values = { value, threshold, faultCodes };
  const [en, fr] = [alertText(code, values, 'en'), alertText(code, values, 'fr')];
  return {
    severity,
    category,
    title: { en: en.title, fr: fr.title },
    message: { en: en.message, fr: fr.message },
    ...optional('triggerValue', value),
    ...optional('currentValue', value),
    ...optional('thresholdValue', threshold),
    ...optional('unit', unit),
    isPersistent,
    firstOccurrence: time(at),
  };
}
