import { OrderedAcknowledgements } from './ordered-acknowledgements.js';

/** One message as the broker delivered it. */
export interface DeliveredMessage {
  readonly topic: string;
  readonly payload: Buffer;
  /** Of MQTT 5; a name may come several times. */
  readonly userProperties: Readonly<Record<string, string | readonly string[]>>;
  readonly contentType: string | undefined;
  readonly qos: 0 | 1 | 2;
  /** It may have been at the broker for any time. */
  readonly isRetained: boolean;
}

/**
 * Resolves when the message needs no more care, be it stored or refused, and never rejects. `over` says that its
 * connection has ended, so that nobody waits for it any longer.
 */
export type HandleMessage = (message: DeliveredMessage, over: AbortSignal) => Promise<void>;

/**
 * The messages of one connection that are under way, `size` at most: what is in memory. When it is full the next one is
 * not even read, which holds back any broker. Once it is closed nothing is acknowledged any more, and the broker
 * delivers again what was not.
 */
export class MessageWindow {
  private readonly order = new OrderedAcknowledgements();
  private readonly over = new AbortController();
  private underWay = 0;
  private isDraining = false;
  private readNext: (() => void) | undefined;
  private whenEmpty: (() => void) | undefined;

  constructor(
    private readonly size: number,
    private readonly handle: HandleMessage,
  ) {}

  /** `acknowledge` is called once the message is done, `readNext` once there is room for another one. */
  take(message: DeliveredMessage, acknowledge: () => void, readNext: () => void): void {
    if (this.isDraining) return;
    this.underWay += 1;
    void this.attend(message, this.order.place(acknowledge));
    this.readNext = readNext;
    this.goOn();
  }

  /** Nothing more is taken; resolves when all that was taken is done, or the window closed. */
  async drain(): Promise<void> {
    this.isDraining = true;
    if (this.underWay === 0 || this.over.signal.aborted) return;
    await new Promise<void>((resolve) => (this.whenEmpty = resolve));
  }

  close(): void {
    this.over.abort();
    this.whenEmpty?.();
  }

  private async attend(message: DeliveredMessage, done: () => void): Promise<void> {
    await this.handle(message, this.over.signal);
    if (this.over.signal.aborted) return;
    this.underWay -= 1;
    done();
    if (this.underWay === 0) this.whenEmpty?.();
    this.goOn();
  }

  private goOn(): void {
    if (this.isDraining || this.underWay >= this.size) return;
    const next = this.readNext;
    this.readNext = undefined;
    next?.();
  }
}
