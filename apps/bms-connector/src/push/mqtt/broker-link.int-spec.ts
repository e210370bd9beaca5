import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import { eventually } from '../../testing/eventually.js';
import { PrivateMosquitto } from '../../testing/private-mosquitto.js';
import { ScriptedBroker } from '../../testing/scripted-broker.js';
import { BrokerLink, type LinkObserver } from './broker-link.js';
import type { DeliveredMessage } from './message-window.js';

const window = 8;

/** A connector's link whose messages are done when the test says so, or at once. */
class Connector {
  readonly got: string[] = [];
  readonly said: string[] = [];
  readonly finish: (() => void)[] = [];
  isPrompt = true;
  readonly link: BrokerLink;

  constructor(url: string, clientId = 'connector-1', keepAlive = 30) {
    const observer: LinkObserver = {
      subscribed: (isShared) => this.said.push(isShared ? 'shared' : 'alone'),
      lost: (reason) => this.said.push(`lost ${reason}`),
    };
    const limits = { window, largestPacket: 1024, keepAlive, farewell: 100 };
    this.link = new BrokerLink({ url, clientId }, limits, (message) => this.handle(message), observer);
    this.link.start();
  }

  get isUp(): boolean {
    return /shared|alone/.test(this.said.at(-1) ?? '');
  }

  private async handle({ payload }: DeliveredMessage): Promise<void> {
    this.got.push(payload.toString());
    if (!this.isPrompt) await new Promise<void>((resolve) => this.finish.push(resolve));
  }
}

describe('the link to a broker', () => {
  let broker: PrivateMosquitto;
  let device: MqttClient;
  const connectors: Connector[] = [];

  beforeEach(async () => {
    broker = await PrivateMosquitto.start();
    device = await connectAsync(broker.url, { protocolVersion: 5, reconnectPeriod: 20 });
  });
  afterEach(async () => {
    await Promise.all(connectors.splice(0).map(({ link }) => link.stop()));
    await device.endAsync(true);
    await broker.remove();
  });
  const connector = async (clientId?: string): Promise<Connector> => {
    const made = new Connector(broker.url, clientId);
    connectors.push(made);
    await eventually(() => made.isUp);
    return made;
  };
  const push = (text: string | Buffer) => device.publishAsync('tbms/1/7/telemetry', text, { qos: 1 });

  it('gives back to the broker what was not done when it ended, and not what was', async () => {
    const first = await connector();
    await push('done');
    await eventually(() => first.got.length === 1);
    first.isPrompt = false;
    await push('not done');
    await eventually(() => first.got.length === 2);
    const leaving = first.link.stop();
    await push('meanwhile');
    await leaving;
    const second = await connector();
    await eventually(() => second.got.length === 2);
    expect(second.got).toEqual(['not done', 'meanwhile']);
  });

  it('finishes what is under way before it leaves', async () => {
    const first = await connector();
    first.isPrompt = false;
    await push('under way');
    await eventually(() => first.finish.length === 1);
    const leaving = first.link.stop();
    first.finish[0]?.();
    await leaving;
    await push('later');
    const second = await connector();
    await eventually(() => second.got.length === 1);
    expect(second.got).toEqual(['later']);
  });

  it('comes back to a broker that was away, says so once, and gets what the broker kept', async () => {
    const only = await connector();
    only.isPrompt = false;
    await push('kept');
    await eventually(() => only.got.length === 1);
    await broker.stop();
    await eventually(() => only.said.length === 2);
    only.finish[0]?.();
    only.isPrompt = true;
    await broker.restart();
    await eventually(() => only.said.length === 3 && only.got.length === 2);
    expect(only.said).toEqual(['shared', expect.stringContaining('lost'), 'shared']);
    expect(only.got).toEqual(['kept', 'kept']);
    await push('new');
    await eventually(() => only.got.length === 3);
  });

  it('holds no more messages than its window', async () => {
    const only = await connector();
    only.isPrompt = false;
    const texts = Array.from({ length: 3 * window }, (_, index) => `message ${index}`);
    await Promise.all(texts.map(push));
    await eventually(() => only.got.length === window);
    // The broker has answered this after all it would have delivered.
    await device.subscribeAsync('nothing');
    expect(only.got).toHaveLength(window);
    only.isPrompt = true;
    only.finish.forEach((finish) => finish());
    await eventually(() => only.got.length === texts.length);
    expect(only.got).toEqual(texts);
  });

  it('shares the messages with the other connectors, each going to one of them', async () => {
    const [one, other] = [await connector('connector-1'), await connector('connector-2')];
    const texts = Array.from({ length: 40 }, (_, index) => `message ${index}`);
    await Promise.all(texts.map(push));
    await eventually(() => one.got.length + other.got.length >= texts.length);
    expect([...one.got, ...other.got].sort()).toEqual([...texts].sort());
    expect(Math.min(one.got.length, other.got.length)).toBeGreaterThan(0);
  });

  it('is not brought down by a message that is longer than any may be', async () => {
    const only = await connector();
    await push(Buffer.alloc(4_096));
    await push('short');
    await eventually(() => only.got.length === 1);
    expect(only.got).toEqual(['short']);
    expect(only.said).toEqual(['shared']);
  });
});

describe('the link to a broker that is not as it should be', () => {
  let link: Connector | undefined;
  let broker: ScriptedBroker;
  afterEach(async () => {
    await link?.link.stop();
    await broker.close();
  });

  it('does without shared subscriptions where there are none', async () => {
    broker = new ScriptedBroker({ sharedSubscriptionAvailable: false });
    link = new Connector(await broker.listen());
    await eventually(() => link?.said.length === 1);
    expect(link.said).toEqual(['alone']);
    expect(broker.subscribed[0]?.subscriptions).toMatchObject([
      { topic: 'tbms/+/+/telemetry', qos: 1, rh: 1 },
    ]);
  });

  it.each([
    ['less than QoS 1', 0],
    ['nothing', 135],
  ])('goes on asking one that grants %s, and says so once', async (_, granted) => {
    broker = new ScriptedBroker({}, granted);
    link = new Connector(await broker.listen());
    await eventually(() => broker.connections === 3);
    expect(link.said).toEqual([expect.stringContaining('lost')]);
  });

  it('stays connected while a full window waits, and acknowledges in order once it is done', async () => {
    broker = new ScriptedBroker();
    link = new Connector(await broker.listen(), 'connector-1', 1);
    link.isPrompt = false;
    await eventually(() => link?.isUp === true);
    const ids = Array.from({ length: window }, (_, index) => index + 1);
    ids.forEach((id) => broker.deliver(id));
    await eventually(() => broker.pings === 3);
    expect(broker.connections).toBe(1);
    expect(broker.acknowledged).toEqual([]);
    [...link.finish].reverse().forEach((finish) => finish());
    await eventually(() => broker.acknowledged.length === window);
    expect(broker.acknowledged).toEqual(ids);
  });

  it('reads no further than it can hold when a broker sends what it does not keep', async () => {
    broker = new ScriptedBroker();
    link = new Connector(await broker.listen());
    link.isPrompt = false;
    await eventually(() => link?.isUp === true);
    for (let id = 1; id <= 10 * window; id++) broker.deliver(id, 0);
    await eventually(() => link?.got.length === 2 * window);
    link.isPrompt = true;
    link.finish.forEach((finish) => finish());
    await eventually(() => link?.got.length === 10 * window);
    expect(broker.acknowledged).toEqual([]);
  });
});
