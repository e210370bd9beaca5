import type { TopicName } from '@trackingbms/message-contracts';
import type { EventLogSettings } from '../connection/event-log-settings.js';
import { physicalName } from '../connection/physical-names.js';
import { GroupConsumer } from '../consuming/group-consumer.js';
import { ensureTopics } from '../topics/ensure-topics.js';
import { HeldShares, type SharesListener } from './held-shares.js';
import { sharesAssigner } from './shares-assigner.js';

const defaultSessionTimeout = 10_000;
/** Also how long the others need to notice that the group is dealt out again. */
const heartbeat = 2_000;

export interface GroupSharesOptions extends SharesListener {
  readonly groupId: string;
  /** Its partitions are the shares. It is made when it is missing, and nothing is ever read from it. */
  readonly topic: TopicName;
  /** After which silence the shares are others', and this member gives them up by itself. Default 10,000 ms. */
  readonly sessionTimeoutMilliseconds?: number;
}

/** Work that the members of a group share among themselves, by the numbers that the group gives to each. */
export class GroupShares {
  private readonly held: HeldShares;
  private readonly group: GroupConsumer;

  constructor(
    private readonly settings: EventLogSettings,
    private readonly options: GroupSharesOptions,
  ) {
    const { groupId, topic, sessionTimeoutMilliseconds = defaultSessionTimeout } = options;
    this.held = new HeldShares(sessionTimeoutMilliseconds, options);
    this.group = new GroupConsumer(
      settings,
      {
        groupId,
        topics: [topic],
        fromBeginning: false,
        commits: true,
        sessionTimeoutMilliseconds,
        heartbeatMilliseconds: heartbeat,
        assigner: sharesAssigner(physicalName(settings, topic), () => this.held.shares),
      },
      {
        heard: (millisecondsAgo) => this.held.heard(millisecondsAgo),
        joined: (partitions) => this.held.dealt(partitions.map(({ partition }) => partition)),
        left: () => this.held.left(),
        handle: async () => undefined,
      },
    );
  }

  /** Resolves when the group has dealt. Keeps trying for two minutes while there is no broker, then rejects. */
  async start(): Promise<void> {
    await ensureTopics(this.settings, { topics: [this.options.topic] });
    await this.group.start();
  }

  /** Gives everything up, then leaves: the others need not wait for the session to end. */
  async stop(): Promise<void> {
    this.held.left();
    await this.group.stop();
  }

  /** False as soon as others may have been given the shares. To be asked before each piece of work. */
  get isHeld(): boolean {
    return this.held.isHeld;
  }
}
