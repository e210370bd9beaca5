import { connect, type Socket } from 'node:net';
import { DeviceFailure, failureOf, noConnection } from './device-failure.errors.js';
import type { RawFrames } from './raw-frames.js';

/** Cuts one connection's byte stream into frames. Bounded: it never holds more than one frame can be long. */
export interface Framer<Frame> {
  /** The frames completed by this chunk; throws a `DeviceFailure` when the stream can no longer be understood. */
  push(chunk: Buffer): Frame[];
  /** How often bytes were skipped so far: silence after noise is a garbled answer, not a time-out. */
  readonly noise: number;
}

interface Connection<Frame> {
  readonly socket: Socket;
  readonly framer: Framer<Frame>;
}

interface Exchange<Frame> {
  onBytes(chunk: Buffer): void;
  onFrame(frame: Frame): void;
  onEnd(failure: DeviceFailure): void;
}

/**
 * A TCP connection that carries one exchange at a time. Whatever goes wrong, the socket is destroyed, because the
 * answer that was not waited for must never be taken for the next one's. Frames that nobody asked for are dropped.
 */
export class TcpLink<Frame> {
  private connection: Connection<Frame> | undefined;
  private underWay: Exchange<Frame> | undefined;
  private answered = false;

  constructor(
    private readonly host: string,
    private readonly port: number,
    private readonly newFramer: () => Framer<Frame>,
  ) {}

  /**
   * One request and its answer within the time given, connecting included. `accept` answers undefined for a frame
   * that is not the answer, and throws a `DeviceFailure` for an answer that cannot be right. All that comes goes to
   * `rawFrames` too.
   */
  async exchange<T>(
    request: Buffer,
    accept: (frame: Frame) => T | undefined,
    timeoutMilliseconds: number,
    rawFrames?: RawFrames,
  ): Promise<T> {
    const reused = this.connection !== undefined;
    try {
      return await this.attempt(request, accept, timeoutMilliseconds, rawFrames);
    } catch (error) {
      // A device may close an idle connection just as we write: that says nothing about the device, so ask once more.
      const stale = reused && !this.answered && error instanceof DeviceFailure && error.kind === 'reset';
      if (!stale) throw error;
      return this.attempt(request, accept, timeoutMilliseconds, rawFrames);
    }
  }

  close(): void {
    this.drop(new DeviceFailure('reset', 'link closed'));
  }

  private attempt<T>(
    request: Buffer,
    accept: (frame: Frame) => T | undefined,
    timeoutMilliseconds: number,
    rawFrames: RawFrames | undefined,
  ): Promise<T> {
    if (this.underWay) return Promise.reject(new Error('one exchange at a time on a link'));
    this.answered = false;
    rawFrames?.begin();
    return new Promise<T>((resolve, reject) => {
      const { socket, framer } = this.connected();
      const noise = framer.noise;
      const timer = setTimeout(
        () => this.drop(socket.connecting ? noConnection() : silence(framer.noise > noise)),
        timeoutMilliseconds,
      );
      const settle = () => {
        clearTimeout(timer);
        this.underWay = undefined;
      };
      this.underWay = {
        onBytes: (chunk) => rawFrames?.add(chunk),
        onFrame: (frame) => {
          const answer = accept(frame);
          if (answer === undefined) return;
          settle();
          resolve(answer);
        },
        onEnd: (failure) => {
          settle();
          reject(failure);
        },
      };
      socket.write(request);
    });
  }

  private connected(): Connection<Frame> {
    if (this.connection) return this.connection;
    const socket = connect({ host: this.host, port: this.port, noDelay: true, keepAlive: true });
    const connection = { socket, framer: this.newFramer() };
    this.connection = connection;
    let failure: DeviceFailure | undefined;
    socket.on('data', (chunk) => {
      if (this.connection === connection) this.receive(connection.framer, chunk);
    });
    socket.on('error', (error) => (failure = failureOf(error)));
    socket.on('close', () => {
      if (this.connection === connection)
        this.drop(failure ?? new DeviceFailure('reset', 'closed by the device'));
    });
    return connection;
  }

  private receive(framer: Framer<Frame>, chunk: Buffer): void {
    this.answered = true;
    this.underWay?.onBytes(chunk);
    try {
      for (const frame of framer.push(chunk)) this.underWay?.onFrame(frame);
    } catch (error) {
      this.drop(failureOf(error));
    }
  }

  private drop(failure: DeviceFailure): void {
    const { connection, underWay } = this;
    this.connection = undefined;
    connection?.socket.destroy();
    underWay?.onEnd(failure);
  }
}

const silence = (noisy: boolean): DeviceFailure =>
  noisy
    ? new DeviceFailure('garbled', 'no answer could be made out of what came')
    : new DeviceFailure('timeout', 'no answer in time');
