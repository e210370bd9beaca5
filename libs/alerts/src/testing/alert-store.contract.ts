import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AlertCode } from '../alert-codes.js';
import type { AlertEvent } from '../alert.js';
import type { AlertChange, AlertStore, StoredAlert } from '../alert-store.js';
import { AlertChangedMeanwhile } from '../alerts.errors.js';
import {
  acknowledgedSample,
  raisedSample,
  repeatedSample,
  resolvedSample,
  sampleStart,
} from './alert-samples.js';

/** What an implementation of the port shows to its contract. */
export interface AlertStoreUnderTest {
  /** Work in one transaction that is rolled back when it rejects. */
  inTransaction<T>(work: (store: AlertStore) => Promise<T>): Promise<T>;
  /** Three batteries of the tenant, without alerts. */
  readonly batteryIds: readonly [number, number, number];
  close(): Promise<void>;
}

/** The contract of `AlertStore`: run by every implementation, each test with a store of its own. */
export function alertStoreContract(name: string, open: () => Promise<AlertStoreUnderTest>): void {
  describe(`${name} keeps the contract of an alert store`, () => {
    let underTest: AlertStoreUnderTest;
    let batteryId: number;
    beforeEach(async () => {
      underTest = await open();
      batteryId = underTest.batteryIds[0];
    });
    afterEach(() => underTest.close());

    const code: AlertCode = 'TEMPERATURE_HIGH';
    const append = (...changes: AlertChange[]) => underTest.inTransaction((store) => store.append(changes));
    const loadOpen = (...ids: number[]) => underTest.inTransaction((store) => store.loadOpen(ids));
    const find = (alertId: number) => underTest.inTransaction((store) => store.find(alertId));
    const change = (expected: number | 'quiet', ...events: AlertEvent[]): AlertChange => ({
      batteryId,
      code,
      expected,
      events,
    });
    const raise = async (): Promise<StoredAlert> => {
      await append(change('quiet', raisedSample({ batteryId })));
      return only(await loadOpen(batteryId));
    };

    it('knows nothing at first', async () => {
      expect(await loadOpen()).toEqual([]);
      expect(await loadOpen(...underTest.batteryIds)).toEqual([]);
      expect(await find(1)).toBeNull();
      expect(await append()).toEqual([]);
    });

    it('gives back an alert that was raised', async () => {
      const appended = only(await append(change('quiet', raisedSample({ batteryId }))));
      const alertId = only(appended.alertIds);
      const alert = {
        status: 'active',
        batteryId,
        code,
        severity: 'warning',
        firstOccurrence: sampleStart,
        lastOccurrence: sampleStart,
        value: 61,
        threshold: 60,
        occurrences: 1,
      };
      expect(appended).toEqual({ batteryId, code, version: 1, alertIds: [alertId] });
      expect(await loadOpen(batteryId)).toEqual([{ alertId, version: 1, alert }]);
      expect(await find(alertId)).toEqual({ alertId, version: 1, batteryId, code, alert });
    });

    it('keeps values that are not known as not known', async () => {
      const fault = raisedSample({
        batteryId,
        code: 'BMS_FAULT',
        value: null,
        threshold: null,
        faultCodes: ['OV'],
      });
      await append({ ...change('quiet', fault), code: 'BMS_FAULT' });
      expect(only(await loadOpen(batteryId)).alert).toMatchObject({
        code: 'BMS_FAULT',
        value: null,
        threshold: null,
      });
    });

    it('answers for the batteries that are asked for, all their codes, and no others', async () => {
      const [one, two, three] = underTest.batteryIds;
      const of = (id: number, ofCode: AlertCode): AlertChange => ({
        batteryId: id,
        code: ofCode,
        expected: 'quiet',
        events: [raisedSample({ batteryId: id, code: ofCode })],
      });
      const appended = await append(of(one, code), of(one, 'SOC_LOW'), of(two, code), of(three, code));
      const names = (stored: readonly StoredAlert[]) =>
        stored.map(({ alert }) => `${alert.batteryId}/${alert.code}`);
      expect(names(await loadOpen(one, three)).sort()).toEqual(
        [`${one}/SOC_LOW`, `${one}/${code}`, `${three}/${code}`].sort(),
      );
      const ids = appended.map(({ alertIds }) => only(alertIds));
      expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    });

    it('applies several events of one stream in their order', async () => {
      const worse = repeatedSample({ batteryId, after: 60_000, value: 67, severity: 'critical' });
      const appended = only(await append(change('quiet', raisedSample({ batteryId }), worse)));
      expect(appended.alertIds[0]).toBe(appended.alertIds[1]);
      expect(only(await loadOpen(batteryId))).toMatchObject({
        version: 2,
        alert: { value: 67, severity: 'critical', occurrences: 2, lastOccurrence: sampleStart + 60_000 },
      });
    });

    it('keeps who acknowledged an alert, until it gets worse', async () => {
      const { alertId, version } = await raise();
      await append(change(version, acknowledgedSample({ batteryId, after: 5_000 })));
      const acknowledged = { status: 'acknowledged', acknowledgedBy: 3, acknowledgedAt: sampleStart + 5_000 };
      expect(await find(alertId)).toMatchObject({ version: 2, alert: acknowledged });
      await append(change(2, repeatedSample({ batteryId, after: 60_000 })));
      expect(await find(alertId)).toMatchObject({ version: 3, alert: { ...acknowledged, occurrences: 2 } });
      await append(
        change(3, repeatedSample({ batteryId, after: 61_000, severity: 'critical', occurrences: 3 })),
      );
      const { alert } = only(await loadOpen(batteryId));
      expect(alert).toMatchObject({ status: 'active', severity: 'critical' });
      expect(alert).not.toHaveProperty('acknowledgedBy');
    });

    it('has a resolved alert open no more, and finds it quiet', async () => {
      const { alertId, version } = await raise();
      await append(change(version, resolvedSample({ batteryId, after: 90_000 })));
      expect(await loadOpen(batteryId)).toEqual([]);
      const alert = { status: 'quiet', since: sampleStart + 90_000 };
      expect(await find(alertId)).toEqual({ alertId, version: 2, batteryId, code, alert });
    });

    it('gives a new id to an alert that comes again, and leaves the old one resolved', async () => {
      const { alertId } = await raise();
      await append(
        change(
          1,
          resolvedSample({ batteryId, after: 1_000, resolution: 'user', by: 3, notes: 'fan', value: null }),
        ),
      );
      const again = only(await append(change('quiet', raisedSample({ batteryId, after: 2_000 }))));
      expect(only(again.alertIds)).toBeGreaterThan(alertId);
      expect(again.version).toBe(3);
      expect(await find(alertId)).toMatchObject({ alertId, alert: { status: 'quiet' } });
      expect(await loadOpen(batteryId)).toMatchObject([{ alertId: only(again.alertIds), version: 3 }]);
    });

    it('takes an end and a new beginning in one change', async () => {
      const { alertId } = await raise();
      const end = resolvedSample({ batteryId, after: 1_000 });
      const { alertIds } = only(await append(change(1, end, raisedSample({ batteryId, after: 2_000 }))));
      expect(alertIds[0]).toBe(alertId);
      expect(alertIds[1]).toBeGreaterThan(alertId);
      expect(await loadOpen(batteryId)).toMatchObject([{ alertId: alertIds[1], version: 3 }]);
      expect(await find(alertId)).toMatchObject({ alert: { status: 'quiet' } });
    });

    it.each<[string, (store: typeof change) => AlertChange]>([
      ['raised where one is open', (of) => of('quiet', raisedSample({ batteryId }))],
      ['on an older version', (of) => of(0, repeatedSample({ batteryId }))],
      ['on a version yet to come', (of) => of(2, repeatedSample({ batteryId }))],
    ])('rejects what was decided on another state: %s', async (_, of) => {
      await raise();
      await expect(append(of(change))).rejects.toThrow(AlertChangedMeanwhile);
      expect(await loadOpen(batteryId)).toMatchObject([{ version: 1, alert: { occurrences: 1 } }]);
    });

    it('rejects what was decided on an alert that is resolved, or never was', async () => {
      await expect(append(change(1, repeatedSample({ batteryId })))).rejects.toThrow(AlertChangedMeanwhile);
      const { version } = await raise();
      await append(change(version, resolvedSample({ batteryId })));
      await expect(append(change(2, repeatedSample({ batteryId })))).rejects.toThrow(AlertChangedMeanwhile);
      expect(await loadOpen(batteryId)).toEqual([]);
    });

    it('appends all changes or none', async () => {
      await raise();
      const other: AlertChange = {
        batteryId: underTest.batteryIds[1],
        code,
        expected: 'quiet',
        events: [raisedSample({ batteryId: underTest.batteryIds[1] })],
      };
      await expect(append(other, change(9, repeatedSample({ batteryId })))).rejects.toThrow(
        AlertChangedMeanwhile,
      );
      expect(await loadOpen(...underTest.batteryIds)).toHaveLength(1);
    });

    it('lets one of two that raise at the same time win', async () => {
      const both = await Promise.allSettled(
        [1, 2].map(() => append(change('quiet', raisedSample({ batteryId })))),
      );
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const lost = both.find((one) => one.status === 'rejected');
      expect(lost?.reason).toBeInstanceOf(AlertChangedMeanwhile);
      expect(await loadOpen(batteryId)).toMatchObject([{ version: 1 }]);
    });
  });
}

function only<T>(items: readonly T[]): T {
  expect(items).toHaveLength(1);
  return items[0] as T;
}
