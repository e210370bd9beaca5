import { beforeEach, describe, expect, it } from '@jest/globals';
import { MessageWindow } from './message-window.js';

const message = (topic: string) => ({
  topic,
  payload: Buffer.alloc(0),
  userProperties: {},
  contentType: undefined,
  qos: 1 as const,
  isRetained: false,
});
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the messages that are under way', () => {
  const acknowledged: string[] = [];
  const finish = new Map<string, () => void>();
  let reads = 0;
  let window: MessageWindow;

  beforeEach(() => {
    acknowledged.length = 0;
    finish.clear();
    reads = 0;
    window = new MessageWindow(
      2,
      ({ topic }) => new Promise((resolve) => finish.set(topic, () => resolve(undefined))),
    );
  });
  const take = (topic: string) =>
    window.take(
      message(topic),
      () => acknowledged.push(topic),
      () => (reads += 1),
    );

  it('are as many as there is room for: the next is read when one is done', async () => {
    take('a');
    expect(reads).toBe(1);
    take('b');
    expect(reads).toBe(1);
    finish.get('b')?.();
    await settled();
    expect(reads).toBe(2);
    expect(acknowledged).toEqual([]);
    finish.get('a')?.();
    await settled();
    expect(acknowledged).toEqual(['a', 'b']);
    expect(reads).toBe(2);
  });

  it('are acknowledged no more when the connection is over', async () => {
    take('a');
    window.close();
    finish.get('a')?.();
    await settled();
    expect(acknowledged).toEqual([]);
  });

  it('are finished before a connector leaves, and no more are taken', async () => {
    take('a');
    let drained = false;
    const draining = window.drain().then(() => (drained = true));
    take('b');
    await settled();
    expect(drained).toBe(false);
    finish.get('a')?.();
    await draining;
    expect(acknowledged).toEqual(['a']);
    expect(finish.has('b')).toBe(false);
  });

  it('are not waited for when the connection is lost while they are finished', async () => {
    take('a');
    const draining = window.drain();
    window.close();
    await draining;
    expect(acknowledged).toEqual([]);
  });
});
