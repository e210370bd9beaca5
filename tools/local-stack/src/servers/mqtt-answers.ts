import { connect } from 'node:net';

const patienceMilliseconds = 2_000;
const connack = 0x20;

/** CONNECT of MQTT 3.1.1 with a clean session, no name and no account. */
const hello = Buffer.from([0x10, 12, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 2, 0, 5, 0, 0]);

/** Resolves when an MQTT broker answers on the port, be it with a refusal. An open port alone may be another program's. */
export function mqttAnswers(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write(hello));
    const end = (error?: Error): void => {
      socket.destroy();
      if (error) reject(error);
      else resolve();
    };
    socket.setTimeout(patienceMilliseconds, () => end(new Error('no answer in time')));
    socket.once('error', end);
    socket.once('close', () => end(new Error('closed without an answer')));
    socket.once('data', (answer: Buffer) =>
      end(answer[0] === connack ? undefined : new Error('not an MQTT broker')),
    );
  });
}
