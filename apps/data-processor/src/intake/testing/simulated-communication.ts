import type { DeviceCommunicationV1 } from '@trackingbms/message-contracts';

export interface SentPeriod {
  readonly tenantId: number;
  readonly offset: bigint;
  readonly data: DeviceCommunicationV1;
}

const second = 1_000;
/** How far back an event can be sent again, in events of its battery. */
const reach = 5;

/** Makes the reports of connectors: most are new, some are sent again as after a lost answer, some come out of order. */
export class PeriodMaker {
  /** Every report that was made, once. */
  readonly sent: SentPeriod[] = [];
  #serial = 0;

  constructor(
    private readonly random: () => number,
    private readonly from: number,
  ) {}

  next(tenantId: number, batteryId: number, offset: bigint): DeviceCommunicationV1 {
    const own = this.sent.filter((sent) => sent.tenantId === tenantId && sent.data.batteryId === batteryId);
    const again = this.random() < 0.3 ? own.slice(-reach)[Math.floor(this.random() * reach)] : undefined;
    if (again) return again.data;
    const data = this.#period(batteryId);
    this.sent.push({ tenantId, offset, data });
    return data;
  }

  #period(batteryId: number): DeviceCommunicationV1 {
    const { random } = this;
    this.#serial += 1;
    const end = this.from + (this.#serial * 60 + Math.floor(random() * 150)) * second;
    const failures: [string, number][] = ['timeout', 'garbled'].map((kind) => [
      kind,
      Math.floor(random() * 3),
    ]);
    return {
      batteryId,
      since: new Date(end - 60 * second - this.#serial).toISOString(),
      at: new Date(end).toISOString(),
      readings: Math.floor(random() * 7),
      failures: Object.fromEntries(failures.filter(([, count]) => count > 0)),
    };
  }
}

/** Readings and failures of each battery that has been reported of, as `tenant/battery` and text. */
export function expectedCounts(sent: readonly SentPeriod[]): Map<string, string> {
  const sums = new Map<string, { readings: number; timeout: number; garbled: number }>();
  for (const { tenantId, data } of sent) {
    const { batteryId, readings, failures } = data;
    const sum = sums.get(`${tenantId}/${batteryId}`) ?? { readings: 0, timeout: 0, garbled: 0 };
    sum.readings += readings;
    sum.timeout += failures.timeout ?? 0;
    sum.garbled += failures.garbled ?? 0;
    sums.set(`${tenantId}/${batteryId}`, sum);
  }
  return new Map([...sums].map(([key, sum]) => [key, countsText(sum.readings, sum)]));
}

export const countsText = (readings: number, failures: Readonly<Record<string, number>>): string =>
  [readings, failures.timeout ?? 0, failures.garbled ?? 0].join(' ');
