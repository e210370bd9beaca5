import { setTimeout as pause } from 'node:timers/promises';
import type { BatteryRef } from '../../readings/battery-events.js';
import type { AcceptReadings, PushOutcome } from '../accept-readings.js';
import { BackOff } from './back-off.js';
import type { DeliveredMessage, HandleMessage } from './message-window.js';
import type { MessageSender, MessageSenders } from './message-senders.js';
import { readMessage, type ReadMessage, type RefusedMessage } from './read-message.js';
import { isTopicOf } from './telemetry-topic.js';

/** What became of a message, for good. */
export type MessageOutcome =
  | Exclude<PushOutcome['type'], 'log-away'>
  | RefusedMessage['type']
  /** Something of ours broke on it: it would break again. */
  | 'broken';

export interface MessageObserver {
  /** @param readings that the log has acknowledged. */
  done(outcome: MessageOutcome, readings: number): void;
  /** A known device said what is not understood, or said it where another one speaks. */
  misspoke(sender: MessageSender, outcome: 'malformed' | 'wrong-topic'): void;
  /** The message waits for the log: nothing is acknowledged meanwhile. */
  delayed(): void;
  broken(error: unknown): void;
}

export interface TakeMessageParts {
  readonly senders: Pick<MessageSenders, 'areKnown' | 'find'>;
  readonly readings: Pick<AcceptReadings, 'accept'>;
  /** Whether a message of QoS 0 came at once: brokers that keep none of them for those who are away. */
  readonly isQosZeroOfNow: boolean;
  readonly observer: MessageObserver;
}

type Verdict = PushOutcome | RefusedMessage | { readonly type: 'not-known-yet' };

interface Arrived {
  readonly message: DeliveredMessage;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * One message from its delivery to its end: acknowledged by the log, or refused for good. While the log is away it
 * waits, and the broker keeps all that comes after it. The messages of one topic are taken in their order.
 */
export class TakeMessage {
  private readonly latest = new Map<string, Promise<void>>();

  constructor(private readonly parts: TakeMessageParts) {}

  readonly handle: HandleMessage = async (message, over) => {
    const { topic } = message;
    const arrived = { message, at: Date.now() };
    const before = this.latest.get(topic) ?? Promise.resolve();
    const taken = before.then(() => this.takeSafely(arrived, over));
    this.latest.set(topic, taken);
    await taken;
    if (this.latest.get(topic) === taken) this.latest.delete(topic);
  };

  private async takeSafely(arrived: Arrived, over: AbortSignal): Promise<void> {
    if (over.aborted) return;
    try {
      await this.take(arrived, over);
    } catch (error) {
      if (over.aborted) return;
      this.parts.observer.broken(error);
      this.parts.observer.done('broken', 0);
    }
  }

  private async take(arrived: Arrived, over: AbortSignal): Promise<void> {
    const { observer } = this.parts;
    const backOff = new BackOff();
    const read = await readMessage(arrived.message);
    for (;;) {
      const verdict = read.type === 'read' ? await this.judge(read, arrived) : read;
      if (verdict.type !== 'log-away' && verdict.type !== 'not-known-yet') {
        return observer.done(verdict.type, verdict.type === 'accepted' ? verdict.accepted : 0);
      }
      observer.delayed();
      await pause(backOff.next(), undefined, { signal: over, ref: false });
    }
  }

  /** At every attempt anew: the credential may have been revoked while the message waited. */
  private async judge({ topic, secretHash, documents }: ReadMessage, arrived: Arrived): Promise<Verdict> {
    const { senders, observer } = this.parts;
    if (!senders.areKnown) return { type: 'not-known-yet' };
    const sender = senders.find(secretHash);
    if (!sender) return { type: 'wrong-credential' };
    const wrong = misspoken(isTopicOf(topic, sender), documents);
    if (wrong) observer.misspoke(sender, wrong);
    return wrong ? { type: wrong } : this.accept(sender, documents ?? [], arrived);
  }

  private accept(
    { tenantId, batteryId }: BatteryRef,
    documents: readonly unknown[],
    { message, at }: Arrived,
  ): Promise<PushOutcome> {
    const isOfNow = this.parts.isQosZeroOfNow && message.qos === 0 && !message.isRetained;
    const battery = { tenantId, batteryId };
    return this.parts.readings.accept({ battery, documents, receivedAt: at, needsTimes: !isOfNow });
  }
}

function misspoken(
  isOwnTopic: boolean,
  documents: readonly unknown[] | undefined,
): 'malformed' | 'wrong-topic' | undefined {
  if (!isOwnTopic) return 'wrong-topic';
  return documents === undefined ? 'malformed' : undefined;
}
