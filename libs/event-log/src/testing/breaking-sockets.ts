import type { ISocketFactory } from 'kafkajs';
import { connect, type Socket } from 'node:net';

const produce = 0;

export interface ProduceExchange {
  /** Port of the broker that is asked. */
  readonly port: number;
  /** Ends the connection as a broken network would. */
  breakConnection(): void;
}

export interface BreakingRules {
  /** Gets every socket that is made, so that a test can close what a client leaves open. */
  readonly sockets?: Set<Socket>;
  /** Asked for every Produce request before it leaves: false keeps it from leaving. */
  onRequest?(exchange: ProduceExchange): boolean;
  /** Asked for every answer to a Produce request: false keeps it from arriving. */
  onAnswer?(exchange: ProduceExchange): boolean;
}

/** Sockets that lose what the rules say. Requests and answers are told by the first bytes of their frames. */
export function breakingSockets(rules: BreakingRules): ISocketFactory {
  return ({ host, port, onConnect }) => {
    const socket = connect({ host, port }, onConnect);
    rules.sockets?.add(socket);
    const produceIds = new Set<number>();
    const exchange = {
      port,
      breakConnection: () => void socket.destroy(new Error('connection reset by the test')),
    };
    watchRequests(socket, (frame) => {
      if (frame.length < 12 || frame.readInt16BE(4) !== produce) return true;
      produceIds.add(frame.readInt32BE(8));
      return rules.onRequest?.(exchange) ?? true;
    });
    watchAnswers(socket, (frame) => {
      if (frame.length < 8 || !produceIds.delete(frame.readInt32BE(4))) return true;
      return rules.onAnswer?.(exchange) ?? true;
    });
    return socket;
  };
}

/** The client writes one whole frame at a time. */
function watchRequests(socket: Socket, passes: (frame: Buffer) => boolean): void {
  const write = socket.write.bind(socket);
  const watched = (frame: Buffer, ...rest: []) => (passes(frame) ? write(frame, ...rest) : true);
  Object.assign(socket, { write: watched });
}

/** Answers to Produce are short and come one at a time, so that each is a chunk of its own. */
function watchAnswers(socket: Socket, passes: (frame: Buffer) => boolean): void {
  const emit = socket.emit.bind(socket);
  const watched = (event: string, ...rest: unknown[]) =>
    event === 'data' && !passes(rest[0] as Buffer) ? false : emit(event, ...rest);
  Object.assign(socket, { emit: watched });
}
