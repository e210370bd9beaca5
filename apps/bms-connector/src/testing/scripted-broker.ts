import { createServer, type AddressInfo, type Socket } from 'node:net';
import { generate, parser, type IConnackPacket, type ISubscribePacket, type Packet } from 'mqtt-packet';

const mqtt5 = { protocolVersion: 5 } as const;

/** What no real broker can be made to do. */
export class ScriptedBroker {
  readonly subscribed: ISubscribePacket[] = [];
  readonly acknowledged: number[] = [];
  connections = 0;
  pings = 0;
  private socket: Socket | undefined;
  private readonly server = createServer((socket) => this.serve(socket));

  constructor(
    private readonly welcome: IConnackPacket['properties'] = {},
    private readonly granted: number = 1,
  ) {}

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `mqtt://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.socket?.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  deliver(messageId: number, qos: 0 | 1 = 1): void {
    this.send({
      cmd: 'publish',
      topic: 'tbms/1/7/telemetry',
      payload: `${messageId}`,
      qos,
      messageId,
      dup: false,
      retain: false,
    });
  }

  private serve(socket: Socket): void {
    this.connections += 1;
    this.socket = socket;
    const packets = parser(mqtt5);
    packets.on('packet', (packet) => this.answer(packet));
    socket.on('data', (bytes) => packets.parse(bytes));
    socket.on('error', () => undefined);
  }

  private answer(packet: Packet): void {
    if (packet.cmd === 'connect') {
      this.send({ cmd: 'connack', reasonCode: 0, sessionPresent: false, properties: this.welcome });
    }
    if (packet.cmd === 'subscribe') {
      this.subscribed.push(packet);
      this.send({ cmd: 'suback', messageId: packet.messageId ?? 0, granted: [this.granted] });
    }
    if (packet.cmd === 'puback') this.acknowledged.push(packet.messageId ?? 0);
    if (packet.cmd === 'pingreq') {
      this.pings += 1;
      this.send({ cmd: 'pingresp' });
    }
  }

  private send(packet: Packet): void {
    this.socket?.write(generate(packet, mqtt5));
  }
}
