import { describe, expect, it } from '@jest/globals';
import { eventTypes, type DeviceCredentialEntryV1, type KnownEvent } from '@trackingbms/message-contracts';
import { EntryViews } from '../fleet-view/entry-views.js';
import { DeviceCredentials } from './device-credentials.js';

const hash = 'a'.repeat(64);

const entry = (over: Partial<DeviceCredentialEntryV1> = {}, tenantId = 1) =>
  ({
    type: eventTypes.DeviceCredentialEntryV1.type,
    tenantId,
    data: { deviceCredentialId: 5, version: 1, batteryId: 7, secretHash: hash, isRevoked: false, ...over },
  }) as KnownEvent;

function knowing(...entries: readonly KnownEvent[]): DeviceCredentials {
  const credentials = new DeviceCredentials(new EntryViews());
  for (const one of entries) credentials.apply(one);
  return credentials;
}

describe('the credentials of devices', () => {
  it('open the one battery that their entry names, in its tenant', () => {
    expect(knowing(entry({}, 3)).batteryOf(hash)).toMatchObject({ tenantId: 3, batteryId: 7 });
    expect(knowing(entry()).batteryOf('b'.repeat(64))).toBeUndefined();
  });

  it('open nothing any more once they are revoked', () => {
    const credentials = knowing(entry(), entry({ version: 2, isRevoked: true }));
    expect(credentials.batteryOf(hash)).toBeUndefined();
  });

  it('stay revoked when an older entry comes late', () => {
    const credentials = knowing(entry({ version: 2, isRevoked: true }), entry());
    expect(credentials.batteryOf(hash)).toBeUndefined();
  });

  it('open nothing by an old secret when they have a new one', () => {
    const credentials = knowing(entry(), entry({ version: 2, secretHash: 'b'.repeat(64) }));
    expect(credentials.batteryOf(hash)).toBeUndefined();
    expect(credentials.batteryOf('b'.repeat(64))).toMatchObject({ batteryId: 7 });
  });

  it('are forgotten with their key', () => {
    const credentials = knowing(entry());
    credentials.forget('1/battery/5');
    expect(credentials.batteryOf(hash)).toBeDefined();
    credentials.forget('1/device-credential/5');
    expect(credentials.batteryOf(hash)).toBeUndefined();
  });

  it('are not confused with another tenant’s of the same number', () => {
    const credentials = knowing(
      entry(),
      entry({ secretHash: 'b'.repeat(64), isRevoked: true, version: 9 }, 2),
    );
    expect(credentials.batteryOf(hash)).toMatchObject({ tenantId: 1 });
  });
});
