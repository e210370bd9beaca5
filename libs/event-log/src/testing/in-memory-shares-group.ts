import { dealShares } from '../sharing/deal-shares.js';
import type { SharesListener } from '../sharing/held-shares.js';
import type { HoldsShares } from './in-memory-event-log.js';

interface Member {
  readonly id: string;
  readonly listener: SharesListener;
  holds: readonly number[];
}

/** A group that shares numbers: dealt out again whenever a member comes or goes. */
export class InMemorySharesGroup {
  private readonly members = new Map<string, Member>();
  private joined = 0;

  constructor(private readonly shares: number) {}

  member(listener: SharesListener): HoldsShares {
    const { members } = this;
    const member: Member = { id: `member-${++this.joined}`, listener, holds: [] };
    const isMember = (): boolean => members.has(member.id);
    return {
      start: async () => {
        members.set(member.id, member);
        this.deal();
      },
      stop: async () => {
        if (!members.delete(member.id)) return;
        listener.lost();
        this.deal();
      },
      get isHeld() {
        return isMember();
      },
    };
  }

  private deal(): void {
    const hands = dealShares([...this.members.values()], [...Array(this.shares).keys()]);
    for (const member of this.members.values()) {
      member.holds = hands.get(member.id) ?? [];
      member.listener.owned(member.holds);
    }
  }
}
