import type { Device, DeviceSetting } from '../device.js';
import type { Destination } from './destination.js';
import { openSender, type Sender } from './senders.js';
import { telemetryReading, type TelemetryReading } from './telemetry-reading.js';

/** Readings that a device keeps while it cannot send them; the oldest are dropped. */
const memory = 600;
const perMessage = 100;

/** A device with a clock and a little memory that sends by itself, once it has been told where to. */
export class PushingDevice implements Device {
  readonly port = 0;
  readonly protocol = 'push';
  readonly bmsConfig = { profile: 'trackingbms-json' };
  private kept: TelemetryReading[] = [];
  private sender: Sender | undefined;
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> | undefined;

  constructor(
    private readonly setting: DeviceSetting,
    private readonly open: typeof openSender = openSender,
  ) {}

  async pushTo(destination: Destination): Promise<void> {
    await this.close();
    this.sender = this.open(destination, this.setting.nodeId);
    this.timer = setInterval(() => this.measure(), destination.intervalSeconds * 1_000);
    this.measure();
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.sender?.close();
    this.sender = undefined;
  }

  /** Measures whether or not its link works: what it keeps has its own time. */
  measure(): void {
    const { bms, now } = this.setting;
    this.kept.push(telemetryReading(bms, now()));
    this.kept = this.kept.slice(-memory);
    this.sending ??= this.send().finally(() => (this.sending = undefined));
  }

  private async send(): Promise<void> {
    while (this.sender && this.setting.bms.answers && this.kept.length > 0) {
      const message = this.kept.slice(0, perMessage);
      if (!(await this.sender.send(message))) return;
      this.kept = this.kept.filter((reading) => !message.includes(reading));
    }
  }
}
