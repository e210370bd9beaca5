import { describe, expect, it } from '@jest/globals';
import { evolveDeviceCredential, unknownDeviceCredential } from './device-credential.js';
import { deviceCredentialIssued, deviceCredentialSample } from './testing/fleet-samples.js';
import { givenDeviceCredential } from './testing/fleet-specification.js';

const issue = (surroundings: object = {}) =>
  ({
    type: 'IssueDeviceCredential',
    deviceCredentialId: 1,
    details: deviceCredentialSample,
    surroundings: { batteryStatus: 'operational', liveCount: 4, ...surroundings },
  }) as const;
const revoke = { type: 'RevokeDeviceCredential' } as const;
const revoked = { type: 'DeviceCredentialRevoked', batteryId: 1 } as const;

describe("a device's credential", () => {
  it('is issued once', () => {
    expect(givenDeviceCredential().when(issue())).toEqual([deviceCredentialIssued]);
    expect(givenDeviceCredential(deviceCredentialIssued).when(issue())).toBe(
      'DEVICE_CREDENTIAL.ALREADY_ISSUED',
    );
  });

  it.each([
    [{ batteryStatus: 'decommissioned' }, 'BATTERY.DECOMMISSIONED'],
    [{ liveCount: 5 }, 'DEVICE_CREDENTIAL.TOO_MANY'],
  ])('is refused for a battery with %o', (surroundings, code) => {
    expect(givenDeviceCredential().when(issue(surroundings))).toBe(code);
  });

  it('is revoked once', () => {
    expect(givenDeviceCredential(deviceCredentialIssued).when(revoke)).toEqual([revoked]);
    expect(givenDeviceCredential(deviceCredentialIssued, revoked).when(revoke)).toEqual([]);
  });

  it('has no end before its beginning', () => {
    expect(givenDeviceCredential().when(revoke)).toBe('DEVICE_CREDENTIAL.NOT_ISSUED');
    expect(() => evolveDeviceCredential(unknownDeviceCredential, revoked)).toThrow('before it is issued');
  });
});
