import type { SharesListener } from '@trackingbms/event-log';
import type { LinkOwnership } from './link-ownership.js';
import { shareOf } from './link-share.js';

/** A place in a group that deals out shares. */
export interface SharesGroup {
  start(): Promise<void>;
  stop(): Promise<void>;
  readonly isHeld: boolean;
}

export interface SharingObserver {
  /** How many shares are this replica's from now on; 0 when it lost them. */
  shares?(count: number): void;
  /** The group cannot be joined yet; it is tried again. */
  unjoined?(error: unknown): void;
}

const pauseBetweenTries = 1_000;

/** Shares the devices with the other replicas by the numbers that the group gives to this one. */
export class DeviceSharing implements LinkOwnership {
  private shares: ReadonlySet<number> = new Set();
  private readonly group: SharesGroup;
  private joining: Promise<void> = Promise.resolve();
  private onChanged: () => void = () => undefined;
  private stopping = false;

  constructor(
    open: (listener: SharesListener) => SharesGroup,
    private readonly observer: SharingObserver = {},
  ) {
    this.group = open({ owned: (shares) => this.change(shares), lost: () => this.change([]) });
  }

  owns(name: string): boolean {
    return this.shares.has(shareOf(name));
  }

  get isHeld(): boolean {
    return this.group.isHeld;
  }

  /** Joins, however long it takes. To be called once the fleet is known: what is dealt here is nobody else's to poll. */
  join(onChanged: () => void): void {
    this.onChanged = onChanged;
    this.joining = this.keepTrying();
  }

  /** Leaves, so that the others take over at once. Polling has to have ended before. */
  async leave(): Promise<void> {
    this.stopping = true;
    await this.group.stop();
    await this.joining;
  }

  private change(shares: readonly number[]): void {
    this.shares = new Set(shares);
    this.observer.shares?.(shares.length);
    this.onChanged();
  }

  private async keepTrying(): Promise<void> {
    while (!this.stopping) {
      try {
        return await this.group.start();
      } catch (error) {
        this.observer.unjoined?.(error);
        await new Promise((resolve) => setTimeout(resolve, pauseBetweenTries));
      }
    }
  }
}
