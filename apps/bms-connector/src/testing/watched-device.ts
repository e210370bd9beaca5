import { scriptedDevice, type ScriptedDevice } from './scripted-device.js';

interface SeenPoll {
  /** Names the connection: a replica keeps the one that it has. */
  readonly peer: number;
  /** ms, monotonic. */
  readonly at: number;
}

/** A ThingSet device that remembers over which connection it was asked, and when. */
export class WatchedDevice {
  readonly polls: SeenPoll[] = [];
  private device!: ScriptedDevice;

  static async listen(): Promise<WatchedDevice> {
    const watched = new WatchedDevice();
    watched.device = await scriptedDevice((_, socket) => {
      watched.polls.push({ peer: socket.remotePort ?? -1, at: performance.now() });
      socket.write(':85 {"rPackVoltage_V":52.87}\n');
    });
    return watched;
  }

  get port(): number {
    return this.device.port;
  }

  /** Who asked last. */
  get peer(): number | undefined {
    return this.polls.at(-1)?.peer;
  }

  /** Who asked, one after the other. Somebody who is there twice asked beside somebody else. */
  get peersInTurn(): number[] {
    return this.polls.map(({ peer }) => peer).filter((peer, index, all) => peer !== all[index - 1]);
  }

  pollsSince(at: number): number {
    return this.polls.filter((poll) => poll.at > at).length;
  }

  /** ms, the longest time without a poll, between `from` and the last poll. */
  longestSilence(from: number): number {
    const times = [from, ...this.polls.map(({ at }) => at).filter((at) => at > from)];
    return Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at)));
  }

  close(): Promise<void> {
    return this.device.close();
  }
}
