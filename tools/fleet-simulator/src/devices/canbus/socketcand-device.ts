import type { Socket } from 'node:net';
import type { Device, DeviceSetting } from '../device.js';
import { listen } from '../listening-socket.js';
import { pylontechFrames, type BusFrame } from './pylontech-frames.js';

const channel = 'can0';
const cycleMilliseconds = 1_000;
const longestCommand = 256;

/** A Pylontech battery on the CAN bus of a gateway that runs socketcand. */
export async function openPylontechSocketcand(setting: DeviceSetting): Promise<Device> {
  const socket = await listen(setting.host, setting.port, (connection) => serve(connection, setting));
  return {
    ...socket,
    protocol: 'canbus',
    bmsConfig: { profile: 'pylontech-can', transport: 'socketcand', channel },
  };
}

function serve(connection: Socket, setting: DeviceSetting): void {
  const client = new BusClient(connection, setting);
  let pending = '';
  connection.setEncoding('latin1');
  connection.on('data', (chunk: string) => {
    const commands = (pending + chunk).split('>');
    pending = (commands.pop() ?? '').slice(-longestCommand);
    for (const command of commands) client.obey(command.replace('<', '').trim());
  });
  connection.once('close', () => client.leave());
}

/** One connection: it opens the bus, switches to raw mode, and then hears every frame. */
class BusClient {
  private opened = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly connection: Socket,
    private readonly setting: DeviceSetting,
  ) {
    this.say('hi');
  }

  obey(command: string): void {
    if (command === 'echo') this.say('echo');
    else if (command === `open ${channel}` && !this.opened) this.open();
    else if (command === 'rawmode' && this.opened) this.listen();
    else this.say('error unknown command');
  }

  leave(): void {
    clearInterval(this.timer);
  }

  private open(): void {
    this.opened = true;
    this.say('ok');
  }

  private listen(): void {
    this.say('ok');
    clearInterval(this.timer);
    this.timer = setInterval(() => this.play(), cycleMilliseconds);
    this.play();
  }

  private play(): void {
    const { bms, now } = this.setting;
    if (!bms.answers) return;
    const stamp = (now().getTime() / 1_000).toFixed(6);
    for (const frame of pylontechFrames(bms)) this.say(`frame ${frameText(frame, stamp)}`);
  }

  private say(words: string): void {
    this.connection.write(`< ${words} >`);
  }
}

const frameText = ({ id, data }: BusFrame, stamp: string): string =>
  `${id.toString(16).toUpperCase().padStart(3, '0')} ${stamp} ${data.toString('hex').toUpperCase()}`;
