import type { DeviceAddress, DeviceLink, ReadRequest } from '../../battery-driver.js';
import type { RawValues } from '../../raw-value.js';
import { BusListener, type NewAssembly } from './bus-listener.js';
import type { OpenFrames } from './frame-source.js';

/** Readings out of what comes unasked. A server may serve several buses, each over a connection of its own. */
export class ListeningLink<Frame> implements DeviceLink {
  private readonly buses = new Map<string, BusListener<Frame>>();

  constructor(
    private readonly framesOf: (address: DeviceAddress) => OpenFrames<Frame>,
    private readonly newAssembly: NewAssembly<Frame>,
  ) {}

  async read(request: ReadRequest): Promise<RawValues> {
    return this.busOf(request.address).read(request);
  }

  close(): void {
    for (const bus of this.buses.values()) bus.close();
    this.buses.clear();
  }

  private busOf(address: DeviceAddress): BusListener<Frame> {
    const key = `${address.channel ?? ''}/${address.bitrate ?? ''}`;
    const bus = this.buses.get(key) ?? new BusListener(this.framesOf(address), this.newAssembly);
    this.buses.set(key, bus);
    return bus;
  }
}
