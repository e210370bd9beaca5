import { describe, expect, it } from '@jest/globals';
import { evolveDeviceProfile, unknownDeviceProfile } from './device-profile.js';
import { deviceProfileAdded, deviceProfileSample } from './testing/fleet-samples.js';
import { givenDeviceProfile } from './testing/fleet-specification.js';

const alone = { isShippedName: false, highestVersion: 1, activeCount: 99 };
const add = (surroundings: object = {}) =>
  ({
    type: 'AddDeviceProfile',
    deviceProfileId: 1,
    details: deviceProfileSample,
    surroundings: { ...alone, ...surroundings },
  }) as const;
const retire = { type: 'RetireDeviceProfile' } as const;

describe("a client's own device profile", () => {
  it('is added once', () => {
    expect(givenDeviceProfile().when(add())).toEqual([deviceProfileAdded]);
    expect(givenDeviceProfile(deviceProfileAdded).when(add())).toBe('DEVICE_PROFILE.ALREADY_ADDED');
  });

  it.each([
    [{ isShippedName: true }, 'DEVICE_PROFILE.NAME_SHIPPED'],
    [{ highestVersion: 2 }, 'DEVICE_PROFILE.VERSION_NOT_HIGHER'],
    [{ highestVersion: 3 }, 'DEVICE_PROFILE.VERSION_NOT_HIGHER'],
    [{ activeCount: 100 }, 'DEVICE_PROFILE.TOO_MANY'],
  ])('is refused beside %o', (surroundings, code) => {
    expect(givenDeviceProfile().when(add(surroundings))).toBe(code);
  });

  it('is retired once, after which nothing changes any more', () => {
    expect(givenDeviceProfile(deviceProfileAdded).when(retire)).toEqual([{ type: 'DeviceProfileRetired' }]);
    expect(givenDeviceProfile(deviceProfileAdded, { type: 'DeviceProfileRetired' }).when(retire)).toEqual([]);
  });

  it('has no end before its beginning', () => {
    expect(givenDeviceProfile().when(retire)).toBe('DEVICE_PROFILE.NOT_ADDED');
    expect(() => evolveDeviceProfile(unknownDeviceProfile, { type: 'DeviceProfileRetired' })).toThrow(
      'before it is added',
    );
  });
});
