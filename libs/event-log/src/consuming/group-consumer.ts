import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createKafka } from '../connection/create-kafka.js';
import type { EventLogSettings } from '../connection/event-log-settings.js';
import { physicalName } from '../connection/physical-names.js';
import { withAdmin } from '../connection/with-admin.js';
import { GroupLife } from './group-life.js';
import type { GroupMember, GroupOptions } from './group-member.js';

const longestBackOff = 10_000;
const drainMilliseconds = 10_000;

/** A member of a group that outlives its client: when the client gives up, a new one joins after a back-off. */
export class GroupConsumer {
  private starting: Promise<void> | undefined;
  private clusterId: string | undefined;
  private supervision: Promise<void> | undefined;
  private readonly throwAway: string[] = [];
  private readonly stopped = new AbortController();

  constructor(
    private readonly settings: EventLogSettings,
    private readonly options: GroupOptions,
    private readonly member: GroupMember,
  ) {}

  /** Resolves when the group has given its partitions. Rejects when that takes longer than the time. */
  async start(withinMilliseconds = 120_000): Promise<void> {
    const late = performance.now() + withinMilliseconds;
    this.starting = this.firstLife(() => performance.now() > late);
    await this.starting;
  }

  /** Lets the batch under way end, commits it and leaves. Never from inside a handler: it would wait for itself. */
  async stop(): Promise<void> {
    this.stopped.abort();
    await this.starting?.catch(() => undefined);
    await this.supervision;
    if (this.throwAway.length === 0) return;
    // One that is left behind by a crash holds no offsets: the broker forgets it by itself.
    const groups = this.throwAway.splice(0);
    await withAdmin(this.settings, (admin) => admin.deleteGroups(groups)).catch(() => undefined);
  }

  private async firstLife(isLate: () => boolean): Promise<void> {
    const life = await this.join(isLate);
    if (this.stopped.signal.aborted) await life?.stop(0);
    else if (life !== undefined) this.supervision = this.supervise(life);
  }

  private async supervise(first: GroupLife): Promise<void> {
    const aborted = new Promise<undefined>((resolve) => {
      this.stopped.signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    for (let life: GroupLife | undefined = first; life !== undefined; life = await this.join(() => false)) {
      const error = await Promise.race([life.ended, aborted]);
      if (this.stopped.signal.aborted) return life.stop(drainMilliseconds);
      this.settings.observer?.consumerCrashed?.(this.options.groupId, error);
      await life.stop(0);
    }
  }

  /** Tries until it has joined, is stopped, or `isLate`: then it rejects with the last reason. */
  private async join(isLate: () => boolean): Promise<GroupLife | undefined> {
    for (let backOff = 250; !this.stopped.signal.aborted; backOff = Math.min(backOff * 2, longestBackOff)) {
      try {
        return await this.begin();
      } catch (error) {
        if (isLate()) throw error;
        this.settings.observer?.consumerCrashed?.(this.options.groupId, error);
      }
      await pause(backOff * (0.75 + Math.random() / 2), undefined, { signal: this.stopped.signal }).catch(
        () => undefined,
      );
    }
    return undefined;
  }

  private async begin(): Promise<GroupLife> {
    const { settings, options, member } = this;
    this.clusterId ??= await withAdmin(settings, async (admin) => (await admin.describeCluster()).clusterId);
    const life = new GroupLife({
      kafka: createKafka(settings),
      clusterId: this.clusterId,
      settings,
      options: { ...options, groupId: this.groupOfNextLife() },
      member,
    });
    try {
      await life.join();
      return life;
    } catch (error) {
      await life.stop(0);
      throw error;
    }
  }

  /** The broker keeps a dead member in its group for a while; who commits nothing need not wait for that. */
  private groupOfNextLife(): string {
    const { groupId, commits } = this.options;
    if (commits) return groupId;
    const fresh = `${groupId}.${randomUUID()}`;
    this.throwAway.push(physicalName(this.settings, fresh));
    return fresh;
  }
}
