import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { kafkaAnswers } from './kafka-answers.js';

describe('whether a broker answers', () => {
  let server: Server;

  const serve = async (onData: (socket: Socket, data: Buffer) => void): Promise<number> => {
    server = createServer((socket) => socket.on('data', (data: Buffer) => onData(socket, data)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  afterEach(() => new Promise((closed) => server.close(closed)));

  it('is told by an answer with the correlation id of the question', async () => {
    const port = await serve((socket, data) => {
      const answer = Buffer.alloc(14);
      answer.writeInt32BE(10, 0);
      data.copy(answer, 4, 8, 12);
      socket.write(answer);
    });
    await kafkaAnswers(port);
  });

  it('is not told by another program on the port', async () => {
    const port = await serve((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await expect(kafkaAnswers(port)).rejects.toThrow('not a Kafka broker');
  });

  it('is not told by a connection that is closed', async () => {
    const port = await serve((socket) => socket.end());
    await expect(kafkaAnswers(port)).rejects.toThrow('closed without an answer');
  });
});
