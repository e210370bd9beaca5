import { beforeEach, describe, expect, it } from '@jest/globals';
import { MembershipLease } from './membership-lease.js';

const hour = 3_600_000;

describe('the lease of a member', () => {
  let monotonic = 0;
  let wall = 0;
  let lease: MembershipLease;
  const pass = (milliseconds: number) => {
    monotonic += milliseconds;
    wall += milliseconds;
  };

  beforeEach(() => {
    monotonic = 5_000;
    wall = Date.UTC(2026, 0, 1);
    lease = new MembershipLease(10_000, { monotonic: () => monotonic, wall: () => wall });
  });

  it('is not held before the group has answered', () => {
    expect(lease.isHeld).toBe(false);
    expect(lease.millisecondsLeft).toBe(0);
  });

  it('lasts for its time and no longer', () => {
    lease.renew(0);
    pass(9_999);
    expect(lease.isHeld).toBe(true);
    pass(1);
    expect(lease.isHeld).toBe(false);
  });

  it('counts from when the member asked, not from when it read the answer', () => {
    lease.renew(4_000);
    expect(lease.millisecondsLeft).toBe(6_000);
    lease.renew(25_000);
    expect(lease.isHeld).toBe(false);
  });

  it('ends while the machine sleeps, when only the wall clock goes on', () => {
    lease.renew(0);
    wall += hour;
    expect(lease.isHeld).toBe(false);
  });

  it('ends although somebody sets the wall clock back', () => {
    lease.renew(0);
    wall -= hour;
    monotonic += 10_000;
    expect(lease.isHeld).toBe(false);
  });

  it('begins anew with the next answer, and ends at once when it is told so', () => {
    lease.renew(0);
    pass(12_000);
    lease.renew(50);
    expect(lease.millisecondsLeft).toBe(9_950);
    lease.end();
    expect(lease.isHeld).toBe(false);
  });
});
