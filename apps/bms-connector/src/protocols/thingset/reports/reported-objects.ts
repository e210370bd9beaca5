import {
  type DeviceProfile,
  type FieldSource,
  type PathSource,
  sourcesOf,
} from '@trackingbms/device-profiles';
import type { RawFrames } from '../../raw-frames.js';
import type { RawValue, RawValues } from '../../raw-value.js';
import { rawValueOf } from '../object-values.js';

/** The bytes that a value came in; `name` is the id of a CAN frame. */
export interface Packet {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Seen {
  readonly value: RawValue;
  /** ms, when it came. */
  readonly at: number;
  readonly packets: readonly Packet[];
}

/** Nodes report every 10 s unless they are told otherwise: one report may be missed. */
const defaultMaxAge = 25_000;
const defaultCycle = 1_000;

/** The newest value of every object that a profile names, each with its age. Times are ms of a clock that runs forward. */
export class ReportedObjects {
  readonly sources: readonly PathSource[];
  private readonly seen = new Map<PathSource, Seen>();
  private readonly maxAge: number;
  private readonly cycle: number;
  private lastAt = -Infinity;
  private begunAt = -Infinity;
  private news = false;
  keepsFrames = false;

  constructor(profile: DeviceProfile) {
    const { maxAgeMilliseconds = defaultMaxAge, cycleMilliseconds = defaultCycle } = profile.thingset ?? {};
    this.sources = sourcesOf(profile).filter((source): source is PathSource => 'path' in source);
    this.maxAge = maxAgeMilliseconds;
    this.cycle = cycleMilliseconds;
  }

  get hasNews(): boolean {
    return this.news;
  }

  get settledAt(): number {
    return this.begunAt + this.cycle;
  }

  /** Answers whether any of it is wanted and a value. */
  take(valueOf: (source: PathSource) => unknown, at: number, packets: readonly Packet[]): boolean {
    let wanted = false;
    for (const source of this.sources) {
      const value = rawValueOf(valueOf(source));
      if (value === undefined) continue;
      wanted = true;
      this.seen.set(source, { value, at, packets: this.keepsFrames ? packets : [] });
    }
    if (wanted) this.came(at);
    return wanted;
  }

  isWhole(now: number): boolean {
    return this.sources.every((source) => this.young(source, now) !== undefined);
  }

  read(now: number, rawFrames?: RawFrames): RawValues {
    this.news = false;
    const values = new Map<FieldSource, RawValue>();
    const packets = new Set<Packet>();
    for (const source of this.sources) {
      const seen = this.young(source, now);
      if (seen === undefined) continue;
      values.set(source, seen.value);
      seen.packets.forEach((packet) => packets.add(packet));
    }
    if (rawFrames) tell(packets, rawFrames);
    return values;
  }

  private came(at: number): void {
    if (at - this.lastAt > this.maxAge) this.begunAt = at;
    this.lastAt = at;
    this.news = true;
  }

  private young(source: PathSource, now: number): Seen | undefined {
    const seen = this.seen.get(source);
    return seen && now - seen.at <= this.maxAge ? seen : undefined;
  }
}

function tell(packets: ReadonlySet<Packet>, rawFrames: RawFrames): void {
  for (const { name, bytes } of packets) {
    rawFrames.begin(name);
    rawFrames.add(bytes);
  }
}
