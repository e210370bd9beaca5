import { setTimeout as pause } from 'node:timers/promises';
import { DeviceFailure, noConnection } from '../device-failure.errors.js';
import type { RawFrames } from '../raw-frames.js';
import type { Framer } from '../tcp-link.js';
import type { BytePort, OpenPort } from './byte-port.js';

export interface SerialQuestion<T, Frame = Buffer> {
  readonly request: Buffer;
  /** Finds the frames of the answer; each question begins with an empty one. */
  readonly newFramer: () => Framer<Frame>;
  /** Undefined for a frame that is not the answer; throws a `DeviceFailure` for an answer that cannot be used. */
  readonly accept: (frame: Frame) => T | undefined;
  readonly timeoutMilliseconds: number;
  /** Silence that the device needs before a request. */
  readonly pauseMilliseconds: number;
  /** Ask once more after silence too: a device that has answered in this read is there. */
  readonly insist: boolean;
  /** Takes all that comes between the question and its end. */
  readonly rawFrames?: RawFrames;
}

interface Exchange {
  onBytes(chunk: Buffer): void;
  onLost(failure: DeviceFailure): void;
}

/** Silence after which no late answer is expected any more. */
const quietMilliseconds = 60;
const longestUnrest = 1_000;

/**
 * One serial line, one question at a time. An answer has no number, so that nothing tells a late one from the one
 * that is waited for: bytes between two questions are thrown away, each question begins with an empty framer, and
 * after a failure the line has to be silent for a while before the next question.
 */
export class SerialLine {
  private port: BytePort | undefined;
  private underWay: Exchange | undefined;
  private unsettled = false;
  private lastByteAt = -Infinity;
  private heard = false;

  constructor(private readonly openPort: OpenPort) {}

  /** Asks, and once more after an answer that was garbled or lost on the way. Rejects with a `DeviceFailure`. */
  async ask<T, Frame>(question: SerialQuestion<T, Frame>): Promise<T> {
    const reused = this.port !== undefined;
    try {
      return await this.attempt(question);
    } catch (error) {
      const again = error instanceof DeviceFailure && this.isWorthAnother(error, reused, question.insist);
      if (!again) throw error;
      return this.attempt(question);
    }
  }

  close(): void {
    this.drop(new DeviceFailure('reset', 'link closed'));
  }

  private isWorthAnother({ kind }: DeviceFailure, reused: boolean, insist: boolean): boolean {
    if (kind === 'garbled') return true;
    if (kind === 'timeout') return insist;
    // A serial server may close an idle connection just as we write: that says nothing about the device.
    return kind === 'reset' && reused && !this.heard;
  }

  private async attempt<T, Frame>(question: SerialQuestion<T, Frame>): Promise<T> {
    if (this.underWay) throw new Error('one question at a time on a line');
    await this.beSilent(question.pauseMilliseconds);
    try {
      return await this.exchange(question);
    } catch (error) {
      this.unsettled = true;
      this.drop();
      throw error;
    } finally {
      this.underWay = undefined;
    }
  }

  /** Until the device is ready for a request and, after a failure, until nothing comes any more. */
  private async beSilent(pauseMilliseconds: number): Promise<void> {
    const needed = this.unsettled ? Math.max(quietMilliseconds, pauseMilliseconds) : pauseMilliseconds;
    if (this.unsettled) {
      this.opened();
      this.lastByteAt = performance.now();
    }
    const end = performance.now() + longestUnrest;
    let left = needed - (performance.now() - this.lastByteAt);
    while (left > 0) {
      if (performance.now() > end) throw new DeviceFailure('garbled', 'the line is never silent');
      await pause(Math.ceil(left));
      left = needed - (performance.now() - this.lastByteAt);
    }
    this.unsettled = false;
  }

  private exchange<T, Frame>(question: SerialQuestion<T, Frame>): Promise<T> {
    const { request, accept, timeoutMilliseconds } = question;
    const framer = question.newFramer();
    this.heard = false;
    question.rawFrames?.begin();
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(this.port?.isOpen === false ? noConnection() : silence(this.heard)),
        timeoutMilliseconds,
      );
      const fail = (failure: unknown) => {
        clearTimeout(timer);
        reject(failure);
      };
      this.underWay = {
        onBytes: (chunk) => {
          question.rawFrames?.add(chunk);
          try {
            const answer = firstAccepted(framer.push(chunk), accept);
            if (answer === undefined) return;
            clearTimeout(timer);
            resolve(answer);
          } catch (error) {
            fail(error);
          }
        },
        onLost: fail,
      };
      this.opened().write(request);
    });
  }

  private opened(): BytePort {
    this.port ??= this.openPort({
      onBytes: (chunk) => {
        this.lastByteAt = performance.now();
        this.heard = true;
        this.underWay?.onBytes(chunk);
      },
      onLost: (failure) => this.drop(failure),
    });
    return this.port;
  }

  private drop(failure?: DeviceFailure): void {
    const { port, underWay } = this;
    this.port = undefined;
    port?.close();
    if (failure) underWay?.onLost(failure);
  }
}

function firstAccepted<T, Frame>(
  frames: readonly Frame[],
  accept: (frame: Frame) => T | undefined,
): T | undefined {
  for (const frame of frames) {
    const answer = accept(frame);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

const silence = (heard: boolean): DeviceFailure =>
  heard
    ? new DeviceFailure('garbled', 'no answer could be made out of what came')
    : new DeviceFailure('timeout', 'no answer in time');
