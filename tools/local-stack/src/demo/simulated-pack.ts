/** What the fleet simulator says of one of its packs. */
export interface SimulatedPack {
  readonly id: string;
  readonly serialNumber: string;
  readonly name: string;
  /** Slug of a battery type of the industry template. */
  readonly batteryTypeSlug: string;
  /** One that pushes has no address, and has to be told where to. */
  readonly protocol: 'thingset' | 'modbus' | 'canbus' | 'serial' | 'push';
  readonly address: string;
  readonly port: number;
  readonly bmsConfig: Readonly<Record<string, unknown>>;
}
