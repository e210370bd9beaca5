import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Pushed, PushOutcome } from '../accept-readings.js';
import { secretHash } from '../secret-hash.js';
import type { DeliveredMessage } from './message-window.js';
import { TakeMessage } from './take-message.js';

const secret = 'tbdev_0123456789abcdef';
const topic = 'tbms/1/BMS-7/telemetry';
const accepted: PushOutcome = { type: 'accepted', accepted: 1, duplicates: 0, setAside: 0, refused: [] };
const away: PushOutcome = { type: 'log-away' };
const message = (number: number, over: Partial<DeliveredMessage> = {}): DeliveredMessage => ({
  topic,
  payload: Buffer.from(JSON.stringify({ number })),
  userProperties: { authorization: `Bearer ${secret}` },
  contentType: undefined,
  qos: 1,
  isRetained: false,
  ...over,
});

describe('taking a message', () => {
  const known = new Set<string | undefined>();
  const done: string[] = [];
  const pushed: Pushed[] = [];
  let answers: (PushOutcome | Error)[];
  let delays: number;
  let over: AbortController;
  let senders: { areKnown: boolean };

  beforeEach(() => {
    known.clear();
    known.add(secretHash(secret, 'tbdev_'));
    done.length = 0;
    pushed.length = 0;
    answers = [];
    delays = 0;
    over = new AbortController();
    senders = { areKnown: true };
  });
  const taking = (isQosZeroOfNow = false) =>
    new TakeMessage({
      senders: {
        get areKnown() {
          return senders.areKnown;
        },
        find: (hash) =>
          known.has(hash) ? { tenantId: 1, batteryId: 7, deviceCredentialId: 3, bmsId: 'BMS-7' } : undefined,
      },
      readings: {
        accept: async (push) => {
          pushed.push(push);
          const answer = answers.shift() ?? accepted;
          if (answer instanceof Error) throw answer;
          return answer;
        },
      },
      isQosZeroOfNow,
      observer: {
        done: (outcome, readings) => done.push(`${outcome} ${readings}`),
        misspoke: (_, outcome) => done.push(`misspoke ${outcome}`),
        delayed: () => (delays += 1),
        broken: (error) => done.push(String(error)),
      },
    });

  it('tries it again until the log has it, with the time at which it came first', async () => {
    answers = [away, away];
    await taking().handle(message(1), over.signal);
    expect(done).toEqual(['accepted 1']);
    expect(delays).toBe(2);
    expect(new Set(pushed.map(({ receivedAt }) => receivedAt)).size).toBe(1);
  });

  it('gives it up when its connection is over, saying nothing of it', async () => {
    answers = Array.from({ length: 100 }, () => away);
    const taken = taking().handle(message(1), over.signal);
    while (delays === 0) await pause(1);
    over.abort();
    await taken;
    expect(done).toEqual([]);
  });

  it('refuses it when its credential was revoked while it waited', async () => {
    answers = [away];
    const taken = taking().handle(message(1), over.signal);
    while (delays === 0) await pause(1);
    known.clear();
    await taken;
    expect(done).toEqual(['wrong-credential 0']);
  });

  it('does not call a secret unknown before the credentials are known', async () => {
    senders.areKnown = false;
    const taken = taking().handle(message(1), over.signal);
    while (delays === 0) await pause(1);
    senders.areKnown = true;
    await taken;
    expect(done).toEqual(['accepted 1']);
  });

  it('keeps the order of a topic while one waits, and lets the others pass', async () => {
    answers = [away];
    const take = taking();
    const other = message(3, { topic: 'tbms/1/3/telemetry' });
    await Promise.all([message(1), message(2), other].map((each) => take.handle(each, over.signal)));
    expect(pushed.map(({ documents }) => documents[0])).toEqual([1, 3, 1, 2].map((number) => ({ number })));
  });

  it('is done with one that breaks something, and goes on with the next', async () => {
    answers = [new Error('a defect')];
    const take = taking();
    await Promise.all([message(1), message(2)].map((each) => take.handle(each, over.signal)));
    expect(done).toEqual(['Error: a defect', 'broken 0', 'accepted 1']);
  });

  it.each<[string, boolean, Partial<DeliveredMessage>, boolean]>([
    ['of QoS 1', true, {}, true],
    ['of QoS 0', true, { qos: 0 }, false],
    ['of QoS 0 that is retained', true, { qos: 0, isRetained: true }, true],
    ['of QoS 0 where brokers may keep them', false, { qos: 0 }, true],
  ])('asks for own times in one %s (%s)', async (_, isQosZeroOfNow, more, needsTimes) => {
    await taking(isQosZeroOfNow).handle(message(1, more), over.signal);
    expect(pushed).toMatchObject([{ needsTimes }]);
  });

  it('counts for the battery what its device misspoke', async () => {
    const take = taking();
    await take.handle(message(1, { payload: Buffer.from('{') }), over.signal);
    await take.handle(message(1, { topic: 'tbms/1/BMS-8/telemetry' }), over.signal);
    expect(done).toEqual(['misspoke malformed', 'malformed 0', 'misspoke wrong-topic', 'wrong-topic 0']);
  });
});
