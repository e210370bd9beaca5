import { setTimeout as pause } from 'node:timers/promises';
import { eventTypes, type BatteryEntryV1, type TenantEntryV1 } from '@trackingbms/message-contracts';
import { decidePoll } from '../fleet-view/decide-poll.js';
import { loadPollRules } from '../fleet-view/load-poll-rules.js';
import type { PollTarget } from '../fleet-view/poll-target.js';
import { BatteryPoller } from '../polling/battery-poller.js';
import { systemClock } from '../polling/clock.js';
import { OpenLinks } from '../polling/open-links.js';
import { CommunicationCounts } from '../readings/communication-counts.js';

/**
 * For the benchmark: asks each device again as soon as it has answered, by the connector's own way from the driver
 * through decoding and plausibility to the finished event, which is counted and thrown away.
 * Arguments: profile, seconds, ports on 127.0.0.1. Prints one line of JSON.
 */
const [profile = '', seconds = '10', ...ports] = process.argv.slice(2);
/** A connector runs for months: its code is to be compiled before it is measured, however busy the machine. */
const warmUp = { processorSeconds: 3, longestMilliseconds: 20_000 };

async function targets(): Promise<PollTarget[]> {
  const rules = await loadPollRules({ ALLOWED_DEVICE_RANGES: ['127.0.0.0/8'] }, { onSite: false });
  return ports.map((port, index) => {
    const battery = {
      batteryId: index + 1,
      isActive: true,
      bmsIpAddress: '127.0.0.1',
      bmsPort: Number(port),
      bmsProtocol: 'modbus',
      bmsConfig: { profile },
    } as unknown as BatteryEntryV1;
    const tenant = { status: 'active' } as TenantEntryV1;
    const decision = decidePoll({ tenantId: 1, battery, type: undefined, tenant }, rules);
    if (decision.type !== 'poll') throw new Error(`not polled: ${JSON.stringify(decision)}`);
    return decision.target;
  });
}

let readings = 0;
let failures = 0;
let ended = false;
const poller = new BatteryPoller({
  clock: systemClock,
  links: new OpenLinks(),
  send: (events) => {
    readings += events.filter(({ type }) => type === eventTypes.ReadingsRecordedV1.type).length;
  },
  isCurrent: () => true,
  communication: new CommunicationCounts(systemClock, 60),
});

async function keepPolling(target: PollTarget): Promise<void> {
  while (!ended) failures += (await poller.poll(target)) > 0 ? 1 : 0;
}

const all = await targets();
const polling = all.map(keepPolling);
const late = performance.now() + warmUp.longestMilliseconds;
const processorSeconds = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
};
const started = process.cpuUsage();
while (processorSeconds(started) < warmUp.processorSeconds && performance.now() < late) await pause(100);
const [begin, processor] = [performance.now(), process.cpuUsage()];
readings = 0;
await pause(Number(seconds) * 1_000);
const used = processorSeconds(processor);
const wallSeconds = (performance.now() - begin) / 1_000;
const polls = readings;
ended = true;
await Promise.all(polling);
const figures = { polls, failures, processorSeconds: used, wallSeconds };
process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(0));
