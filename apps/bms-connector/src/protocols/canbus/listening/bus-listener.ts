import type { DeviceProfile } from '@trackingbms/device-profiles';
import { DeviceFailure, noConnection } from '../../device-failure.errors.js';
import type { RawFrames } from '../../raw-frames.js';
import type { RawValues } from '../../raw-value.js';
import type { DeviceAddress } from '../../battery-driver.js';
import type { FrameAssembly } from './frame-assembly.js';
import type { FrameSource, OpenFrames } from './frame-source.js';

interface Waiting {
  onFrame(): void;
  onLost(failure: DeviceFailure): void;
}

/** What of a profile is put together, for the device with this address. */
export type NewAssembly<Frame> = (profile: DeviceProfile, address: DeviceAddress) => FrameAssembly<Frame>;

export interface BusRead {
  readonly profile: DeviceProfile;
  readonly address: DeviceAddress;
  readonly timeoutMilliseconds: number;
  readonly rawFrames?: RawFrames;
}

/** More of them on one bus are left over from settings that have changed. */
const mostAssemblies = 64;

/**
 * Listens to one bus from the first read on. A read answers the latest of what came since the one before it, or
 * fails when nothing has: what was read once is never said again as if it were new.
 */
export class BusListener<Frame> {
  private source: FrameSource | undefined;
  private waiting: Waiting | undefined;
  private readonly assemblies = new Map<DeviceProfile, Map<string, FrameAssembly<Frame>>>();
  private frames = 0;

  constructor(
    private readonly open: OpenFrames<Frame>,
    private readonly newAssembly: NewAssembly<Frame>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async read({ profile, address, timeoutMilliseconds, rawFrames }: BusRead): Promise<RawValues> {
    if (this.waiting) throw new Error('one read at a time on a bus');
    const assembly = this.assemblyOf(profile, address);
    assembly.keepsFrames = rawFrames !== undefined;
    const { frames } = this;
    const noise = this.listen().noise;
    try {
      await this.news(assembly, timeoutMilliseconds);
    } finally {
      this.waiting = undefined;
    }
    if (assembly.hasNews) return assembly.read(this.now(), rawFrames);
    throw this.silence(frames, noise);
  }

  close(): void {
    this.source?.close();
    this.source = undefined;
    this.waiting?.onLost(new DeviceFailure('reset', 'link closed'));
  }

  private assemblyOf(profile: DeviceProfile, address: DeviceAddress): FrameAssembly<Frame> {
    const ofProfile = this.assemblies.get(profile) ?? new Map<string, FrameAssembly<Frame>>();
    const device = `${address.unitId ?? ''}/${address.nodeId ?? ''}`;
    const known = ofProfile.get(device);
    if (known) return known;
    const assembly = this.newAssembly(profile, address);
    if (this.all().length >= mostAssemblies) this.assemblies.clear();
    this.assemblies.set(profile, ofProfile.set(device, assembly));
    return assembly;
  }

  private all(): FrameAssembly<Frame>[] {
    return [...this.assemblies.values()].flatMap((ofProfile) => [...ofProfile.values()]);
  }

  private listen(): FrameSource {
    this.source ??= this.open({
      onFrame: (frame) => this.receive(frame),
      onLost: (failure) => {
        this.source = undefined;
        this.waiting?.onLost(failure);
      },
    });
    return this.source;
  }

  private receive(frame: Frame): void {
    this.frames += 1;
    const at = this.now();
    for (const ofProfile of this.assemblies.values()) {
      for (const assembly of ofProfile.values()) assembly.take(frame, at);
    }
    this.waiting?.onFrame();
  }

  /** Until there is something to read and no more to wait for, or until the time is over. */
  private news(assembly: FrameAssembly<Frame>, timeoutMilliseconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timers = [setTimeout(() => settle(resolve), timeoutMilliseconds)];
      const settle = (end: () => void) => {
        timers.forEach(clearTimeout);
        this.waiting = undefined;
        end();
      };
      const onFrame = () => {
        if (!assembly.hasNews || timers.length > 1) return;
        const now = this.now();
        const left = assembly.isWhole(now) ? 0 : assembly.settledAt - now;
        if (left <= 0) settle(resolve);
        else timers.push(setTimeout(() => settle(resolve), left));
      };
      this.waiting = { onFrame, onLost: (failure) => settle(() => reject(failure)) };
      onFrame();
    });
  }

  private silence(framesBefore: number, noiseBefore: number): DeviceFailure {
    if (this.frames > framesBefore) {
      return new DeviceFailure('timeout', 'the bus carries frames, but none that the profile knows', {
        cause: 'other-device',
      });
    }
    const { source } = this;
    const isOpen = source?.isOpen ?? true;
    // A connection over which nothing comes may be a dead one: the next read opens another.
    source?.close();
    this.source = undefined;
    if (!isOpen) return noConnection();
    return source && source.noise > noiseBefore
      ? new DeviceFailure('garbled', 'no frame could be made out of what came')
      : new DeviceFailure('timeout', 'no frame in time');
  }
}
