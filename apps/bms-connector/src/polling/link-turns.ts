import type { BatteryDriver, DeviceLink, LinkEndpoint } from '../protocols/battery-driver.js';
import type { LinkLanes } from './link-lanes.js';
import { LinkTaken } from './link-taken.errors.js';
import { linkKey, type OpenLinks } from './open-links.js';

export interface WayToDevice {
  readonly driver: BatteryDriver;
  readonly endpoint: LinkEndpoint;
}

/**
 * Turns at devices for whoever is not the polling. A turn waits in the lane of its link like a poll, and uses the link
 * that polls have open: many devices take one connection and drop the first when a second comes.
 */
export class LinkTurns {
  private taken = 0;

  constructor(
    private readonly links: OpenLinks,
    private readonly lanes: LinkLanes,
  ) {}

  /**
   * Works with the link once its turn comes. Rejects with `LinkTaken` when that takes longer than `patience` (ms), or
   * when the same address and port is already spoken to in another way. The work has to end by itself.
   */
  take<T>(way: WayToDevice, patience: number, work: (link: DeviceLink) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let isOver = false;
      const timer = setTimeout(() => {
        isOver = true;
        reject(new LinkTaken('busy'));
      }, patience);
      this.lanes.submit(linkKey(way.endpoint), async () => {
        clearTimeout(timer);
        if (!isOver) await this.use(way, work).then(resolve, reject);
      });
    });
  }

  private async use<T>(
    { driver, endpoint }: WayToDevice,
    work: (link: DeviceLink) => Promise<T>,
  ): Promise<T> {
    if (this.links.hasRival(endpoint)) throw new LinkTaken('rival');
    this.taken += 1;
    const user = `turn ${this.taken}`;
    try {
      return await work(this.links.linkOf(user, driver, endpoint));
    } finally {
      this.links.leave(user);
    }
  }
}
