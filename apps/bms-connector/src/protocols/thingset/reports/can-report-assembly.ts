import type { DeviceProfile } from '@trackingbms/device-profiles';
import type { DeviceAddress } from '../../battery-driver.js';
import { frameName, type CanFrame } from '../../canbus/can-frame.js';
import type { FrameAssembly } from '../../canbus/listening/frame-assembly.js';
import { DeviceFailure } from '../../device-failure.errors.js';
import type { RawFrames } from '../../raw-frames.js';
import type { RawValues } from '../../raw-value.js';
import { CborItemEnd } from '../cbor-item-end.js';
import { cborValue, type CborValue } from '../cbor-value.js';
import { MultiFrameReports } from './multi-frame-reports.js';
import { reportOfBytes, valueInReport } from './report.js';
import { ReportedObjects } from './reported-objects.js';

/** Bits 25 and 24 of the id: what a frame is. Requests, answers and the claiming of addresses are of no interest. */
const frameType = { multiFrameReport: 1, singleFrameReport: 2 } as const;
/** Bits of a multi-frame report's id that are always 0: on other networks, such as NMEA 2000, they are not. */
const reserved = 0x00f0_0000;

/**
 * Reports on a CAN bus (ThingSet 0.6, transports/can): one value in a frame under its object's id, and whole reports in
 * several frames. `unitId` is the node's address on the bus; without it there may be only one node that reports.
 */
export class CanReportAssembly implements FrameAssembly {
  private readonly objects: ReportedObjects;
  private readonly multiFrame = new MultiFrameReports();
  private sender: number | undefined;
  private several = false;

  constructor(
    profile: DeviceProfile,
    private readonly address: DeviceAddress,
  ) {
    this.objects = new ReportedObjects(profile);
  }

  get hasNews(): boolean {
    return this.objects.hasNews;
  }

  get settledAt(): number {
    return this.objects.settledAt;
  }

  get keepsFrames(): boolean {
    return this.objects.keepsFrames;
  }

  set keepsFrames(keeps: boolean) {
    this.objects.keepsFrames = keeps;
  }

  take(frame: CanFrame, at: number): boolean {
    const wanted = this.isOfNode(frame) && this.takeReport(frame, at);
    if (wanted) this.heardOf(frame.id & 0xff);
    return wanted;
  }

  isWhole(now: number): boolean {
    return this.objects.isWhole(now);
  }

  read(now: number, rawFrames?: RawFrames): RawValues {
    const values = this.objects.read(now, rawFrames);
    if (!this.several) return values;
    // One of them may have left for good: the next reading tells.
    this.several = false;
    this.sender = undefined;
    throw new DeviceFailure('configuration', 'more than one node reports on the bus: unitId must say which');
  }

  private isOfNode({ id, extended }: CanFrame): boolean {
    const { unitId } = this.address;
    return extended && (unitId === undefined || unitId === (id & 0xff));
  }

  private heardOf(sender: number): void {
    this.several ||= this.sender !== undefined && this.sender !== sender;
    this.sender = sender;
  }

  private takeReport(frame: CanFrame, at: number): boolean {
    const type = (frame.id >> 24) & 3;
    if (type === frameType.singleFrameReport) return this.takeValue(frame, at);
    const isPart = type === frameType.multiFrameReport && (frame.id & reserved) === 0;
    return isPart && this.takePart(frame, at);
  }

  /** A CBOR value, behind which a stamp of two bytes may come. */
  private takeValue(frame: CanFrame, at: number): boolean {
    const objectId = (frame.id >> 8) & 0xffff;
    const value = firstItem(Buffer.from(frame.data));
    const packet = { name: frameName(frame), bytes: frame.data };
    return this.objects.take((source) => (source.objectId === objectId ? value : undefined), at, [packet]);
  }

  private takePart(frame: CanFrame, at: number): boolean {
    const frames = this.multiFrame.take(frame, at);
    const report = frames && reportOfBytes(Buffer.concat(frames.map(({ data }) => data)));
    if (!frames || !report) return false;
    const packets = frames.map((each) => ({ name: frameName(each), bytes: each.data }));
    return this.objects.take((source) => valueInReport(report, source), at, packets);
  }
}

/** Undefined where the bytes are no value. */
function firstItem(bytes: Buffer): CborValue | undefined {
  try {
    const end = new CborItemEnd(0).find(bytes);
    return end === undefined ? undefined : cborValue(bytes.subarray(0, end));
  } catch (error) {
    if (error instanceof DeviceFailure) return undefined;
    throw error;
  }
}
