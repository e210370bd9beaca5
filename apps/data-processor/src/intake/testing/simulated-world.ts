import { defaultAlertSettings } from '@trackingbms/alerts';
import type { IncomingRecord } from '@trackingbms/event-log';
import { topics } from '@trackingbms/message-contracts';
import type { FleetView, WatchedBattery } from '../../fleet-view/watched-battery.js';
import type { StreamPlace } from '../intake-ports.js';
import { LetterNotSent } from '../intake.errors.js';
import type { IntakeSettings } from '../partition-intake.js';
import { SimulatedProcessor } from './simulated-processor.js';
import { RecordMaker, type SentReading } from './simulated-records.js';
import { SimulatedFault, SimulatedTenant } from './simulated-tenant.js';
import { seededRandom, VirtualTime } from './virtual-time.js';

export interface SimulationOptions {
  readonly seed: number;
  readonly tenants: number;
  readonly records: number;
}

type Mode = 'well' | 'dead' | 'slow' | 'hanging';

export const limitHigh = 60;
const start = Date.UTC(2026, 7, 1, 12);
const batteriesPerTenant = 3;
const lockTime = 3000;

/** A partition, its tenants' databases, and the processors that come and go, all driven by one seed. */
export class SimulatedWorld {
  readonly random: () => number;
  readonly time = new VirtualTime(start);
  readonly place: StreamPlace = { topic: topics.readings, topicId: 'simulated', partition: 0 };
  readonly letters = new Set<bigint>();
  readonly maker: RecordMaker;
  readonly violations: string[] = [];
  parkings = 0;
  crashes = 0;
  healed = false;
  #committed = 0n;
  #checked = 0;
  #owner: SimulatedProcessor | undefined;
  readonly #log: IncomingRecord[] = [];
  readonly #tenants = new Map<number, SimulatedTenant>();
  readonly #modes = new Map<number, Mode>();

  constructor(private readonly options: SimulationOptions) {
    this.random = seededRandom(options.seed);
    const tenantIds = Array.from({ length: options.tenants }, (_, index) => index + 1);
    const batteries = new Set(Array.from({ length: batteriesPerTenant }, (_, index) => index + 1));
    for (const tenantId of tenantIds) {
      this.#tenants.set(
        tenantId,
        this.#watched(tenantId, new SimulatedTenant(batteries, () => this.#lockTime())),
      );
    }
    const source = {
      random: this.random,
      tenantIds,
      batteriesPerTenant,
      from: start - 21_600_000,
      sentAt: start,
    };
    this.maker = new RecordMaker(source);
  }

  get logEnd(): bigint {
    return BigInt(this.#log.length);
  }

  get tenantIds(): readonly number[] {
    return [...this.#tenants.keys()];
  }

  get owner(): SimulatedProcessor | undefined {
    return this.#owner;
  }

  tenant(tenantId: number): SimulatedTenant {
    return this.#tenants.get(tenantId) as SimulatedTenant;
  }

  /** A few records from an offset on. */
  read(from: bigint): IncomingRecord[] {
    const count = 1 + Math.floor(this.random() * 15);
    return this.#log.slice(Number(from), Number(from) + count);
  }

  append(count: number): void {
    for (let index = 0; index < count; index += 1) this.#log.push(this.maker.next(this.logEnd));
  }

  /** A processor takes the partition over from where the group has committed; the one before does not know yet. */
  startProcessor(): SimulatedProcessor {
    const processor = new SimulatedProcessor(this, this.place, this.#settings());
    this.#owner = processor;
    void processor.run(this.#committed);
    return processor;
  }

  setMode(tenantId: number, mode: Mode): void {
    this.#modes.set(tenantId, mode);
  }

  strikes(_fault: 'crash'): boolean {
    const struck = !this.healed && this.random() < 0.002;
    if (struck) this.crashes += 1;
    return struck;
  }

  async delay(tenantId?: number): Promise<void> {
    const mode = tenantId === undefined ? 'well' : (this.#modes.get(tenantId) ?? 'well');
    if (mode === 'slow') await this.time.sleep(this.random() * 300);
    else if (mode === 'hanging') await this.time.sleep(20_000);
    else await this.time.sleep(Math.floor(this.random() * 4));
  }

  failBefore(tenantId: number | undefined, _step: string): void {
    if (this.healed) return;
    if (tenantId !== undefined && this.#modes.get(tenantId) === 'dead') throw new SimulatedFault('tenant');
    if (this.random() < 0.004) throw new SimulatedFault('retry-now');
  }

  /** Done, but the answer is lost. */
  failAfter(step: string): void {
    if (!this.healed && (step === 'commit' || step === 'letter') && this.random() < 0.01) {
      throw new SimulatedFault('tenant');
    }
  }

  takeLetter(offset: bigint): void {
    this.letters.add(offset);
  }

  alarm(message: string, detail: Readonly<Record<string, unknown>>): void {
    if (detail.error instanceof LetterNotSent) return;
    this.violations.push(`alarm: ${message} ${String(detail.error)}`);
  }

  countParking(): void {
    this.parkings += 1;
  }

  /** The group takes commits of its present owner only. What is committed must be durable for every tenant. */
  commitOffset(processor: SimulatedProcessor, offset: bigint): void {
    if (processor !== this.#owner) return;
    this.#committed = offset;
    const { readings, letters } = this.maker.journal;
    for (; this.#checked < readings.length; this.#checked += 1) {
      const sent = readings[this.#checked] as SentReading;
      if (sent.offset >= offset) break;
      if (!this.#isStored(sent))
        this.violations.push(`offset ${offset} committed before ${keyOf(sent)} was stored`);
    }
    for (const letter of letters) {
      if (letter < offset && !this.letters.has(letter)) this.violations.push(`letter ${letter} is missing`);
    }
  }

  heal(): void {
    this.healed = true;
    this.#modes.clear();
  }

  #isStored({ tenantId, batteryId, timestamp }: SentReading): boolean {
    return this.tenant(tenantId).contents.rows.has(`${batteryId}/${timestamp}`);
  }

  async #lockTime(): Promise<boolean> {
    await this.time.sleep(lockTime);
    return false;
  }

  /** Neither a checkpoint nor a battery's state ever goes back. */
  #watched(tenantId: number, tenant: SimulatedTenant): SimulatedTenant {
    const newest = new Map<string, number>();
    tenant.onCommit = () => {
      const { checkpoints, states } = tenant.contents;
      const now: [string, number][] = [
        ...[...checkpoints].map(([key, offset]): [string, number] => [key, Number(offset)]),
        ...[...states].map(([id, { latest }]): [string, number] => [`state ${id}`, latest?.timestamp ?? 0]),
      ];
      for (const [key, value] of now) {
        if (value < (newest.get(key) ?? 0)) this.violations.push(`${key} of tenant ${tenantId} went back`);
        newest.set(key, value);
      }
    };
    return tenant;
  }

  readonly fleet: FleetView = {
    tenant: (tenantId) => (this.#tenants.has(tenantId) ? 'known' : 'unknown'),
    battery: (tenantId, batteryId) =>
      this.tenant(tenantId).batteryIds.has(batteryId) ? watched(batteryId) : undefined,
    batteriesOf: (tenantId) => [...this.tenant(tenantId).batteryIds].map(watched),
    tenantIds: () => this.tenantIds,
    isServed: () => true,
  };

  #settings(): IntakeSettings {
    const { random } = this;
    return {
      maxRows: 1 + Math.floor(random() * 20),
      attempts: 4,
      unknownGrace: 2000,
      maxBatteries: 1 + Math.floor(random() * 5),
      tenantsAtOnce: 1 + Math.floor(random() * 4),
      tenantBudget: 400,
      tenantDeadline: 3000,
      maxParked: 1 + Math.floor(random() * this.options.tenants),
      firstProbe: 500,
      longestProbe: 4000,
    };
  }
}

const keyOf = ({ tenantId, batteryId, timestamp }: SentReading): string =>
  `${tenantId}/${batteryId}/${timestamp}`;

const watched = (batteryId: number): WatchedBattery => ({
  batteryId,
  limits: {
    voltageMin: null,
    voltageMax: null,
    tempMin: null,
    tempMax: { value: limitHigh, origin: 'type' },
    currentChargeMax: null,
    currentDischargeMax: null,
  },
  alertSettings: defaultAlertSettings,
  ratedCapacityAh: 100,
  pollInterval: 10_000,
});
