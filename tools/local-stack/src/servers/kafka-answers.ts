import { connect } from 'node:net';

const apiVersionsKey = 18;
const correlationId = 0x7ab5;
const patienceMilliseconds = 2_000;

/**
 * Resolves when a Kafka broker answers on the port: an ApiVersions request (version 0) and an answer that carries its
 * correlation id. An open port alone says nothing, it may be another program's.
 */
export function kafkaAnswers(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write(apiVersionsRequest()));
    const end = (error?: Error): void => {
      socket.destroy();
      if (error) reject(error);
      else resolve();
    };
    socket.setTimeout(patienceMilliseconds, () => end(new Error('no answer in time')));
    socket.once('error', end);
    socket.once('close', () => end(new Error('closed without an answer')));
    socket.once('data', (answer: Buffer) => {
      const isOurs = answer.length >= 8 && answer.readInt32BE(4) === correlationId;
      end(isOurs ? undefined : new Error('not a Kafka broker'));
    });
  });
}

/** Length, key, version, correlation id, and a client id of length 0. */
function apiVersionsRequest(): Buffer {
  const request = Buffer.alloc(14);
  request.writeInt32BE(10, 0);
  request.writeInt16BE(apiVersionsKey, 4);
  request.writeInt16BE(0, 6);
  request.writeInt32BE(correlationId, 8);
  request.writeInt16BE(0, 12);
  return request;
}
