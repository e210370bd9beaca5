import type { DeviceProfile, RegisterSource } from '@trackingbms/device-profiles';
import { profileFrom } from '@trackingbms/device-profiles/testing';

/** A profile of any sources: what they are values of does not matter. */
export function profileOfRegisters(sources: readonly RegisterSource[]): DeviceProfile {
  const bitFields = sources.map((from) => ({ from, bits: { 0: { code: 'ANY', severity: 'fault' } } }));
  const rest = { fields: { packVoltage: { from: sources[0] } }, bitFields };
  return profileFrom(
    JSON.stringify({
      profile: 'any',
      version: 1,
      title: 'Any',
      protocol: 'modbus',
      transports: ['tcp', 'rtu-tcp'],
      currentSign: { positive: 'charging' },
      ...rest,
    }),
  );
}
