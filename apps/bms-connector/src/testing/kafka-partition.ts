import { connect as connectTcp, type Socket } from 'node:net';
import type { EventPublisherOptions } from '@trackingbms/event-log';

type SocketFactory = NonNullable<EventPublisherOptions['socketFactory']>;

/** A network between one publisher and Kafka that a test can cut and mend. */
export class KafkaPartition {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  readonly socketFactory: SocketFactory = ({ host, port, onConnect }) => {
    const socket = connectTcp({ host, port: this.isCut ? 1 : port }, onConnect);
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    return socket;
  };

  cut(): void {
    this.isCut = true;
    // With an error, as a network does it: the client listens for that, not for a silent close.
    const lost = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    for (const socket of this.sockets) socket.destroy(lost);
  }

  mend(): void {
    this.isCut = false;
  }
}
