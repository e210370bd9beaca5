import type { DeviceProfile } from '@trackingbms/device-profiles';
import { DeviceFailure, noConnection } from '../../device-failure.errors.js';
import type { RawFrames } from '../../raw-frames.js';
import type { RawValues } from '../../raw-value.js';
import { SignalAssembly } from '../assembly/signal-assembly.js';
import { planOf } from '../assembly/signal-plan.js';
import type { CanFrame } from '../can-frame.js';
import type { FrameSource, OpenFrames } from './frame-source.js';

interface Waiting {
  onFrame(): void;
  onLost(failure: DeviceFailure): void;
}

/** More profiles than this on one bus are left over from settings that have changed. */
const mostProfiles = 16;

/**
 * Listens to one bus from the first read on. A read answers the latest of what came since the one before it, or
 * fails when nothing has: what was read once is never said again as if it were new.
 */
export class BusListener {
  private source: FrameSource | undefined;
  private waiting: Waiting | undefined;
  private readonly assemblies = new Map<DeviceProfile, SignalAssembly>();
  private frames = 0;

  constructor(
    private readonly open: OpenFrames,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async read(profile: DeviceProfile, timeoutMilliseconds: number, rawFrames?: RawFrames): Promise<RawValues> {
    if (this.waiting) throw new Error('one read at a time on a bus');
    const assembly = this.assemblyOf(profile);
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

  private assemblyOf(profile: DeviceProfile): SignalAssembly {
    const known = this.assemblies.get(profile);
    if (known) return known;
    const assembly = new SignalAssembly(planOf(profile));
    if (this.assemblies.size >= mostProfiles) this.assemblies.clear();
    this.assemblies.set(profile, assembly);
    return assembly;
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

  private receive(frame: CanFrame): void {
    this.frames += 1;
    const at = this.now();
    for (const assembly of this.assemblies.values()) assembly.take(frame, at);
    this.waiting?.onFrame();
  }

  /** Until there is something to read and no more to wait for, or until the time is over. */
  private news(assembly: SignalAssembly, timeoutMilliseconds: number): Promise<void> {
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
