import type { DeviceProfile } from '@trackingbms/device-profiles';

/** One way in which a port is asked whether a device of a profile is there. */
export interface Probe {
  readonly profile: DeviceProfile;
  readonly port: number;
  readonly transport: string;
  readonly mode?: 'binary';
  readonly unitId?: number;
  /** Probes of one voice ask alike: where one of them hears nothing, the others will not either. */
  readonly voice: string;
}

/** Every probe by its port, in the order of the profiles. Ports that the caller names go before those of the profiles. */
export function planProbes(
  profiles: readonly DeviceProfile[],
  ports?: readonly number[],
): ReadonlyMap<number, readonly Probe[]> {
  const plan = new Map<number, Probe[]>();
  for (const probe of profiles.flatMap((profile) => probesOf(profile, ports))) {
    plan.set(probe.port, [...(plan.get(probe.port) ?? []), probe]);
  }
  return plan;
}

function probesOf(profile: DeviceProfile, wanted: readonly number[] | undefined): Probe[] {
  const { ports = {}, units = [undefined] } = profile.detect ?? {};
  return Object.entries(ports).flatMap(([transport, usual]) =>
    (wanted ?? usual).flatMap((port) =>
      units.flatMap((unitId) =>
        modesOf(profile, transport).map((mode) => probe({ profile, port, transport, mode, unitId })),
      ),
    ),
  );
}

/** ThingSet over a bare connection may be text or binary. */
const modesOf = ({ protocol }: DeviceProfile, transport: string): readonly ('binary' | undefined)[] =>
  protocol === 'thingset' && transport === 'tcp' ? [undefined, 'binary'] : [undefined];

type Parts = Pick<Probe, 'profile' | 'port' | 'transport'> & {
  readonly mode: 'binary' | undefined;
  readonly unitId: number | undefined;
};

function probe({ profile, port, transport, mode, unitId }: Parts): Probe {
  return {
    ...{ profile, port, transport },
    ...(mode && { mode }),
    ...(unitId !== undefined && { unitId }),
    voice: [profile.protocol, mode ?? transport, addressee(profile, unitId)].join('/'),
  };
}

const usualUnit = 1;

function addressee({ protocol, registers, serial }: DeviceProfile, unitId: number | undefined): string {
  if (protocol === 'modbus') return String(unitId ?? registers?.defaultUnit ?? usualUnit);
  if (!serial) return '';
  return [serial.language, serial.version, unitId ?? serial.defaultUnit, serial.pack].join(' ');
}
