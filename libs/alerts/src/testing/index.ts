export { givenAlert } from './alert-specification.js';
export {
  acknowledgedSample,
  raisedSample,
  repeatedSample,
  resolvedSample,
  sampleStart,
} from './alert-samples.js';
export { InMemoryAlertStore } from './in-memory-alert-store.js';
export { alertStoreContract, type AlertStoreUnderTest } from './alert-store.contract.js';
