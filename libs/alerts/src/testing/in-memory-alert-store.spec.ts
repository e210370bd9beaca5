import { expect, it } from '@jest/globals';
import { alertStoreContract } from './alert-store.contract.js';
import { raisedSample, resolvedSample } from './alert-samples.js';
import { InMemoryAlertStore } from './in-memory-alert-store.js';

alertStoreContract('the store in memory', () => {
  const store = new InMemoryAlertStore();
  return Promise.resolve({
    inTransaction: (work) => work(store),
    batteryIds: [11, 12, 13],
    close: () => Promise.resolve(),
  });
});

it('the store in memory shows its journal', async () => {
  const store = new InMemoryAlertStore();
  const events = [raisedSample(), resolvedSample()];
  await store.append([{ batteryId: 7, code: 'TEMPERATURE_HIGH', expected: 'quiet', events }]);
  expect(store.journal).toEqual(events);
});
