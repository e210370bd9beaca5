import { evolveAlert, quietAlert, type Alert, type AlertEvent } from '../alert.js';
import type { AlertChange, AlertStore, AppendedAlert, FoundAlert, StoredAlert } from '../alert-store.js';
import { AlertChangedMeanwhile } from '../alerts.errors.js';

interface Stream {
  readonly version: number;
  readonly alertId: number;
  readonly alert: Alert;
}

/** The twin of the tenant database's alerts, for tests: the ids are the positions of one journal. */
export class InMemoryAlertStore implements AlertStore {
  /** Every event appended, in order; the position of an event is its index and one. */
  readonly journal: AlertEvent[] = [];
  private readonly streams = new Map<string, Stream>();
  private readonly found = new Map<number, FoundAlert>();

  loadOpen(batteryIds: readonly number[]): Promise<StoredAlert[]> {
    const stored: StoredAlert[] = [];
    for (const { alertId, version, alert } of this.streams.values()) {
      if (alert.status === 'quiet' || !batteryIds.includes(alert.batteryId)) continue;
      stored.push({ alertId, version, alert });
    }
    return Promise.resolve(stored);
  }

  find(alertId: number): Promise<FoundAlert | null> {
    return Promise.resolve(this.found.get(alertId) ?? null);
  }

  append(changes: readonly AlertChange[]): Promise<AppendedAlert[]> {
    const moved = changes.find((change) => !this.isAsExpected(change));
    if (moved) return Promise.reject(new AlertChangedMeanwhile(moved.batteryId, moved.code));
    return Promise.resolve(changes.map((change) => this.appendOne(change)));
  }

  private isAsExpected({ expected, ...stream }: AlertChange): boolean {
    const { alert, version } = this.streamOf(stream);
    return alert.status === 'quiet' ? expected === 'quiet' : expected === version;
  }

  private streamOf({ batteryId, code }: Pick<AlertChange, 'batteryId' | 'code'>): Stream {
    return this.streams.get(`${batteryId}/${code}`) ?? { version: 0, alertId: 0, alert: quietAlert };
  }

  private appendOne({ batteryId, code, events }: AlertChange): AppendedAlert {
    let { version, alertId, alert } = this.streamOf({ batteryId, code });
    const alertIds = events.map((event) => {
      const position = this.journal.push(event);
      if (event.type === 'AlertRaised') alertId = position;
      alert = evolveAlert(alert, event);
      version += 1;
      this.found.set(alertId, { alertId, version, batteryId, code, alert });
      return alertId;
    });
    this.streams.set(`${batteryId}/${code}`, { version, alertId, alert });
    return { batteryId, code, version, alertIds };
  }
}
