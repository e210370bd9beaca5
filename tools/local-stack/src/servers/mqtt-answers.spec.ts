import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { mqttAnswers } from './mqtt-answers.js';

describe('whether an MQTT broker answers', () => {
  let server: Server;

  const serve = async (onData: (socket: Socket) => void): Promise<number> => {
    server = createServer((socket) => socket.once('data', () => onData(socket)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  afterEach(() => new Promise((closed) => server.close(closed)));

  it.each([
    ['an acceptance', 0],
    ['a refusal', 5],
  ])('is told by %s', async (_, code) => {
    await mqttAnswers(await serve((socket) => socket.write(Buffer.from([0x20, 2, 0, code]))));
  });

  it('is not told by another program on the port', async () => {
    const port = await serve((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await expect(mqttAnswers(port)).rejects.toThrow('not an MQTT broker');
  });

  it('is not told by a connection that is closed', async () => {
    const port = await serve((socket) => socket.end());
    await expect(mqttAnswers(port)).rejects.toThrow('closed without an answer');
  });
});
