import { mkdir, open, readdir, readFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { SegmentReader, type SpooledRecord } from './spool-head.js';
import { encodeRecord, maxPayloadLength } from './spool-record.js';
import {
  firstOf,
  recoverSegment,
  removeSegments,
  replaceFile,
  segmentPath,
  syncDirectory,
  type SpoolSegment,
} from './spool-segment.js';

/** What goes when the spool is full: what waits longest, or what comes. */
export const whenFull = ['drop-oldest', 'drop-newest'] as const;
export type WhenFull = (typeof whenFull)[number];

export interface SpoolSettings {
  /** Used by this process alone. */
  readonly directory: string;
  readonly maxBytes: number;
  readonly whenFull: WhenFull;
}

export interface SpoolObserver {
  /** Bytes and records that wait. */
  changed?(bytes: number, records: number): void;
  /** Records that will never be sent, because there was no room for them or the disk gave them back wrong. */
  lost?(records: number, why: 'full' | 'damaged' | 'disk' | 'too-large'): void;
}

const headFile = 'head';
const largestSegment = 4 * 1024 * 1024;
const smallestSegment = 4 * 1024;

/**
 * A bounded queue on disk. What `append` has resolved for survives kill -9 and a power cut; records leave in the order
 * in which they came, and a record may be seen again after a crash, never in another order.
 */
export class Spool {
  private segments: SpoolSegment[] = [];
  private active: { readonly segment: SpoolSegment; readonly file: FileHandle } | undefined;
  private reader: SegmentReader | undefined;
  private waiting: SpooledRecord[] = [];
  private head = 0;
  private tail = 0;
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly settings: SpoolSettings,
    private readonly observer: SpoolObserver,
  ) {}

  static async open(settings: SpoolSettings, observer: SpoolObserver = {}): Promise<Spool> {
    const spool = new Spool(settings, observer);
    await spool.recover();
    return spool;
  }

  get isEmpty(): boolean {
    return this.head >= this.tail;
  }

  get records(): number {
    return this.tail - this.head;
  }

  get bytes(): number {
    return this.segments.reduce((sum, segment) => sum + segment.bytes, 0);
  }

  /** Resolves once the payloads are on the disk, or were counted as lost: it never rejects for want of room. */
  append(payloads: readonly Buffer[]): Promise<void> {
    return this.inTurn(async () => {
      const storable = payloads.filter((payload) => payload.length <= maxPayloadLength);
      if (storable.length < payloads.length)
        this.observer.lost?.(payloads.length - storable.length, 'too-large');
      for (const batch of batchesOf(storable, this.segmentBytes)) await this.write(batch);
      this.tell();
    });
  }

  /** The records that wait longest, at least one unless the spool is empty; they stay until `advanceTo`. */
  peek(most: number): Promise<readonly SpooledRecord[]> {
    return this.inTurn(async () => {
      while (this.waiting.length < most && (await this.readOn()));
      return this.waiting.slice(0, most);
    });
  }

  /** Forgets every record before this sequence number. */
  advanceTo(sequence: number): Promise<void> {
    return this.inTurn(async () => {
      this.head = Math.max(this.head, sequence);
      this.waiting = this.waiting.filter((record) => record.sequence >= this.head);
      await replaceFile(this.settings.directory, headFile, String(this.head));
      // An empty spool holds no file: the next record begins a new one.
      if (this.isEmpty) await this.seal();
      await this.removeSpent();
      this.tell();
    });
  }

  close(): Promise<void> {
    return this.inTurn(() => this.seal());
  }

  private get segmentBytes(): number {
    return Math.max(smallestSegment, Math.min(largestSegment, Math.floor(this.settings.maxBytes / 8)));
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private tell(): void {
    this.observer.changed?.(this.bytes, this.records);
  }

  private async recover(): Promise<void> {
    const { directory } = this.settings;
    await mkdir(directory, { recursive: true });
    const firsts = (await readdir(directory)).map(firstOf).filter((first) => first !== undefined);
    for (const first of firsts.sort((a, b) => a - b)) {
      this.segments.push(await recoverSegment(segmentPath(directory, first), first));
    }
    this.tail = Math.max(0, ...this.segments.map(endOf));
    const missing = this.segments
      .slice(1)
      .map((next, index) => next.first - endOf(this.segments[index] ?? next));
    const damaged = missing.reduce((sum, records) => sum + records, 0);
    if (damaged > 0) this.observer.lost?.(damaged, 'damaged');
    const written = Number(await readFile(join(directory, headFile), 'utf8').catch(() => '0'));
    this.head = Math.max(Number.isSafeInteger(written) ? written : 0, this.segments[0]?.first ?? this.tail);
    this.tail = Math.max(this.tail, this.head);
    await this.removeSpent();
    this.tell();
  }

  private async removeSpent(): Promise<void> {
    const spent = this.segments.filter(
      (segment) => endOf(segment) <= this.head && segment !== this.active?.segment,
    );
    this.segments = this.segments.filter((segment) => !spent.includes(segment));
    if (this.reader && spent.includes(this.reader.segment)) this.reader = undefined;
    await removeSegments(this.settings.directory, spent);
  }

  private async write(batch: readonly Buffer[]): Promise<void> {
    const bytes = Buffer.concat(batch);
    if (!(await this.makeRoom(bytes.length))) {
      this.observer.lost?.(batch.length, 'full');
      return;
    }
    try {
      const { segment, file } = this.active ?? (await this.begin());
      await file.write(bytes, 0, bytes.length, segment.bytes);
      await file.datasync();
      segment.bytes += bytes.length;
      segment.count += batch.length;
      this.tail += batch.length;
      if (segment.bytes >= this.segmentBytes) await this.seal();
    } catch {
      // A full or broken disk: the file may end in half a record, so nothing more is added to it.
      await this.seal().catch(() => undefined);
      this.observer.lost?.(batch.length, 'disk');
    }
  }

  private async makeRoom(bytes: number): Promise<boolean> {
    if (bytes > this.settings.maxBytes) return false;
    while (this.bytes + bytes > this.settings.maxBytes) {
      const [oldest] = this.segments;
      if (this.settings.whenFull === 'drop-newest' || !oldest) return false;
      if (oldest === this.active?.segment) await this.seal();
      this.observer.lost?.(endOf(oldest) - Math.max(this.head, oldest.first), 'full');
      this.head = Math.max(this.head, endOf(oldest));
      this.waiting = this.waiting.filter((record) => record.sequence >= this.head);
      await this.removeSpent();
    }
    return true;
  }

  private async begin(): Promise<{ segment: SpoolSegment; file: FileHandle }> {
    const { directory } = this.settings;
    const path = segmentPath(directory, this.tail);
    const file = await open(path, 'w');
    const segment = { path, first: this.tail, count: 0, bytes: 0 };
    this.segments = [...this.segments.filter((other) => other.path !== path), segment];
    this.active = { segment, file };
    await syncDirectory(directory);
    return this.active;
  }

  private async seal(): Promise<void> {
    const { active } = this;
    this.active = undefined;
    await active?.file.close();
  }

  /** Reads the next piece of the oldest segment that is not read yet; false when there is none. */
  private async readOn(): Promise<boolean> {
    const next = this.reader?.isDone === false ? this.reader : this.nextReader();
    if (!next) return false;
    this.reader = next;
    try {
      const records = await next.next();
      this.waiting.push(...records.filter((record) => record.sequence >= this.head));
      return true;
    } catch {
      await this.giveUp(next.segment);
      return true;
    }
  }

  private nextReader(): SegmentReader | undefined {
    const from = this.reader ? endOf(this.reader.segment) : this.head;
    const segment = this.segments.find((each) => endOf(each) > from && each !== this.reader?.segment);
    return segment && new SegmentReader(segment);
  }

  /** The rest of a segment that cannot be read is lost; what came after it is not. */
  private async giveUp(segment: SpoolSegment): Promise<void> {
    if (segment === this.active?.segment) await this.seal();
    const read = this.waiting.at(-1)?.sequence ?? Math.max(this.head, segment.first) - 1;
    this.observer.lost?.(Math.max(0, endOf(segment) - 1 - read), 'damaged');
    segment.count = Math.max(0, read + 1 - segment.first);
  }
}

const endOf = (segment: SpoolSegment): number => segment.first + segment.count;

/** Pieces that fit into a segment, so that one great batch cannot make one great file. */
function batchesOf(payloads: readonly Buffer[], mostBytes: number): Buffer[][] {
  const batches: Buffer[][] = [];
  let bytes = Infinity;
  for (const payload of payloads) {
    const record = encodeRecord(payload);
    if (bytes + record.length > mostBytes) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(record);
    bytes += record.length;
  }
  return batches;
}
