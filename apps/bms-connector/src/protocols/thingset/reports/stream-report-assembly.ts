import type { DeviceProfile } from '@trackingbms/device-profiles';
import type { DeviceAddress } from '../../battery-driver.js';
import type { FrameAssembly } from '../../canbus/listening/frame-assembly.js';
import type { RawFrames } from '../../raw-frames.js';
import type { RawValues } from '../../raw-value.js';
import { valueInReport } from './report.js';
import type { ReceivedReport } from './report-dialects.js';
import { ReportedObjects } from './reported-objects.js';

/** Reports that come over a connection; behind a gateway those of the node `nodeId`. */
export class StreamReportAssembly implements FrameAssembly<ReceivedReport> {
  private readonly objects: ReportedObjects;

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

  take({ report, bytes }: ReceivedReport, at: number): boolean {
    if (report.node !== this.address.nodeId) return false;
    return this.objects.take((source) => valueInReport(report, source), at, [{ name: '', bytes }]);
  }

  isWhole(now: number): boolean {
    return this.objects.isWhole(now);
  }

  read(now: number, rawFrames?: RawFrames): RawValues {
    return this.objects.read(now, rawFrames);
  }
}
