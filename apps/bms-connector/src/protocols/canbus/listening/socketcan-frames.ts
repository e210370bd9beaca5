import { DeviceFailure, failureOf } from '../../device-failure.errors.js';
import type { FrameListener, FrameSource, OpenFrames } from './frame-source.js';

/** What is used of the optional package `socketcan`: it could send, and nothing here can name that. */
export interface SocketcanPackage {
  createRawChannel(name: string, timestamps: boolean): SocketcanChannel;
}

export interface SocketcanChannel {
  addListener(event: 'onMessage' | 'onStopped', listener: (message: SocketcanMessage) => void): void;
  start(): void;
  stop(): void;
}

export interface SocketcanMessage {
  readonly id: number;
  readonly ext?: boolean;
  readonly rtr?: boolean;
  readonly err?: boolean;
  readonly data?: Uint8Array;
}

const packageName = 'socketcan';

/** Loaded at the first use: it is native, Linux only, and most connectors have no CAN card. */
export async function loadSocketcan(): Promise<SocketcanPackage> {
  try {
    const loaded = (await import(packageName)) as SocketcanPackage & { default?: SocketcanPackage };
    return loaded.default ?? loaded;
  } catch {
    throw new DeviceFailure(
      'configuration',
      `the package ${packageName} is not installed: run "npm install ${packageName}@4.3.1" beside the connector, or use socketcand`,
      { stage: 'prepare' },
    );
  }
}

/** A CAN interface of this very machine. */
export const framesOfSocketcan =
  (channel: string, load: () => Promise<SocketcanPackage> = loadSocketcan): OpenFrames =>
  (listener) => {
    const state: { closed: boolean; channel?: SocketcanChannel } = { closed: false };
    load()
      .then((found) => {
        if (!state.closed) state.channel = started(found, channel, listener);
      })
      .catch((error: unknown) => {
        if (!state.closed) listener.onLost(failureOf(error));
      });
    return sourceOf(state);
  };

function started(found: SocketcanPackage, name: string, listener: FrameListener): SocketcanChannel {
  const channel = found.createRawChannel(name, false);
  channel.addListener('onMessage', ({ id, ext, rtr, err, data }) => {
    if (rtr || err || !data) return;
    listener.onFrame({ id, extended: ext ?? false, data: new Uint8Array(data) });
  });
  channel.addListener('onStopped', () =>
    listener.onLost(new DeviceFailure('reset', 'the interface went down')),
  );
  channel.start();
  return channel;
}

const sourceOf = (state: { closed: boolean; channel?: SocketcanChannel }): FrameSource => ({
  noise: 0,
  isOpen: true,
  close: () => {
    if (state.closed) return;
    state.closed = true;
    state.channel?.stop();
  },
});
