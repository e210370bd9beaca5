import type { PackDescription } from '../physics/pack.js';

export type DeviceKind =
  | 'thingset-tcp-0.6'
  | 'thingset-http'
  | 'modbus-tcp'
  | 'thingset-tcp-0.5'
  | 'jbd-tcp'
  | 'daly-tcp'
  | 'pylontech-socketcand'
  | 'push';

export interface PlannedPack {
  readonly id: string;
  readonly serialNumber: string;
  readonly name: string;
  readonly batteryTypeSlug: string;
  readonly pack: PackDescription;
  readonly device: DeviceKind;
}

/** The battery types of the industry template, as packs. */
const models: readonly { slug: string; pack: PackDescription }[] = [
  {
    slug: 'lifepo4-12v-100ah',
    pack: { chemistry: 'lifepo4', cellCount: 4, capacityAh: 100, temperatureSensors: 2 },
  },
  {
    slug: 'li-ion-24v-50ah',
    pack: { chemistry: 'li-ion', cellCount: 7, capacityAh: 50, temperatureSensors: 3 },
  },
  { slug: 'ncm-48v-20ah', pack: { chemistry: 'ncm', cellCount: 13, capacityAh: 20, temperatureSensors: 4 } },
];

const devices: readonly DeviceKind[] = [
  'thingset-tcp-0.6',
  'thingset-http',
  'modbus-tcp',
  'thingset-tcp-0.5',
];

/** What the second dozen speaks, in turn, so that each kind meets each type of battery. */
const furtherDevices: readonly DeviceKind[] = ['jbd-tcp', 'daly-tcp', 'pylontech-socketcand', 'push'];
const dozen = 12;

/** Every type on every kind of the first four within twelve packs, then twelve of the others; the same at every run. */
export function planFleet(count: number): PlannedPack[] {
  return Array.from({ length: count }, (_, index) => {
    const model = models[index % models.length] ?? models[0]!;
    const number = String(index + 1).padStart(4, '0');
    return {
      id: `pack-${number}`,
      serialNumber: `SIM-${number}`,
      name: `Pack ${number}`,
      batteryTypeSlug: model.slug,
      pack: model.pack,
      device: deviceOf(index),
    };
  });
}

function deviceOf(index: number): DeviceKind {
  const place = index % dozen;
  const isFurther = Math.floor(index / dozen) % 2 === 1;
  const kind = isFurther
    ? furtherDevices[place % furtherDevices.length]
    : devices[Math.floor(place / models.length)];
  return kind ?? 'modbus-tcp';
}
