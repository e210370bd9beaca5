import { eventLogContract } from './event-log.contract.js';
import { InMemoryEventLog } from './in-memory-event-log.js';

eventLogContract('the in-memory twin', {
  open: () => Promise.resolve(new InMemoryEventLog()),
  close: () => Promise.resolve(),
});
