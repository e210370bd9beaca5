import { type DeviceProfile, loadDeviceProfiles, shippedProfiles } from '@trackingbms/device-profiles';
import type { BatteryDriver, DeviceLink } from '../protocols/battery-driver.js';
import { drivers } from '../protocols/drivers.js';
import { thingSetDriver } from '../protocols/thingset/thingset.driver.js';

/** These reach a device or an interface of this machine and no socket; the bytes are those of the other transports. */
const notOverASocket = ['serial', 'socketcan'];

/** A protocol over one of its transports, and the shipped profiles that are read so. */
export interface DriverWay {
  readonly name: string;
  readonly driver: BatteryDriver;
  readonly transport: string;
  readonly mode?: 'binary';
  readonly reports?: true;
  readonly profiles: readonly DeviceProfile[];
}

/** Every way in which the drivers reach a socket. */
export async function driverWays(): Promise<readonly DriverWay[]> {
  const profiles = await loadDeviceProfiles([shippedProfiles]);
  const shipped = profiles.references
    .filter((reference) => reference.includes('@'))
    .map((reference) => profiles.find(reference))
    .filter((profile) => profile !== undefined);
  const readBy = (protocol: string) => shipped.filter((profile) => profile.protocol === protocol);
  const transportWays = drivers.flatMap((driver) =>
    driver.transports
      .filter((transport) => !notOverASocket.includes(transport))
      .map((transport) => ({
        name: `${driver.protocol}/${transport}`,
        driver,
        transport,
        profiles: readBy(driver.protocol),
      })),
  );
  const thingSet = { driver: thingSetDriver, transport: 'tcp', profiles: readBy('thingset') } as const;
  return [
    ...transportWays,
    { ...thingSet, name: 'thingset/binary', mode: 'binary' },
    { ...thingSet, name: 'thingset/reports', reports: true },
    { ...thingSet, name: 'thingset/binary-reports', mode: 'binary', reports: true },
  ];
}

/** A link of this way to a port of this machine. */
export function openWay({ driver, transport, mode, reports }: DriverWay, port: number): DeviceLink {
  const place = { protocol: driver.protocol, transport, host: '127.0.0.1', port };
  return driver.openLink({ ...place, ...(mode && { mode }), ...(reports && { reports }) });
}
