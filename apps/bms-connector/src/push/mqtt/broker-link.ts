import {
  connect,
  ReasonCodes,
  type IClientOptions,
  type IConnackPacket,
  type IPublishPacket,
  type MqttClient,
} from 'mqtt';
import { BackOff } from './back-off.js';
import { deliveredMessage } from './delivered-message.js';
import { MessageWindow, type HandleMessage } from './message-window.js';
import { acknowledgement } from './puback.js';
import { sharedTelemetryFilter, telemetryFilter } from './telemetry-topic.js';

export interface BrokerAddress {
  /** `mqtt://` or `mqtts://`. */
  readonly url: string;
  /** The same at every start, another one for each process: the broker keeps under it what was not acknowledged. */
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
  /** PEM; the machine's own authorities where it is not given. */
  readonly ca?: string;
}

export interface LinkLimits {
  /** Messages that a broker may deliver before the first of them is acknowledged. */
  readonly window: number;
  /** Bytes of a whole packet. A broker does not deliver longer ones. */
  readonly largestPacket: number;
  /** s without a word after which either side asks whether the other is there. */
  readonly keepAlive: number;
  /** ms. What is under way when the link is to end may take so long; the broker keeps what is not done then. */
  readonly farewell: number;
}

export interface LinkObserver {
  /** @param isShared whether the broker deals messages out among connectors. */
  subscribed(isShared: boolean): void;
  /** Said once until it is subscribed again. */
  lost(reason: string): void;
}

/** s. How long a broker keeps the session of a connector that is away: as long as the readings topic keeps readings. */
const sessionExpiry = 7 * 24 * 3_600;
const connectTimeout = 10_000;
/** Of the answers to SUBSCRIBE: less than QoS 1 would be a promise that nobody keeps. */
const grantedQos = 1;

/**
 * The connection to the broker: a session that outlives it, one subscription, and an acknowledgement for each message
 * only once it is done. Comes back by itself, ever more slowly, for as long as the broker is away.
 */
export class BrokerLink {
  private client: MqttClient | undefined;
  private window: { readonly stream: unknown; readonly messages: MessageWindow } | undefined;
  private readonly backOff = new BackOff();
  private isUp = false;
  private isTold = false;
  private trouble = '';

  constructor(
    private readonly address: BrokerAddress,
    private readonly limits: LinkLimits,
    private readonly handle: HandleMessage,
    private readonly observer: LinkObserver,
  ) {}

  start(): void {
    const client = connect(this.address.url, this.options());
    this.client = client;
    client.handleMessage = (packet, next) => this.take(client, packet, next);
    client.on('connect', (answer) => void this.subscribe(client, answer));
    client.on('reconnect', () => (client.options.reconnectPeriod = this.backOff.next()));
    client.on('error', (error) => (this.trouble = reasonOf(error)));
    client.on('disconnect', ({ reasonCode = 0 }) => (this.trouble = nameOf(reasonCode)));
    client.on('close', () => this.closed());
  }

  /** Ends what is under way while the broker is there; the rest stays with the broker. */
  async stop(): Promise<void> {
    const { client } = this;
    if (!client) return;
    const late = new Promise((resolve) => setTimeout(resolve, this.limits.farewell).unref());
    await Promise.race([this.window?.messages.drain(), late]);
    this.window?.messages.close();
    this.client = undefined;
    await client.endAsync(!this.isUp);
  }

  private options(): IClientOptions {
    const { clientId, username, password, ca } = this.address;
    return {
      clientId,
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      ...(ca !== undefined && { ca }),
      protocolVersion: 5,
      clean: false,
      keepalive: this.limits.keepAlive,
      connectTimeout,
      resubscribe: false,
      reconnectPeriod: this.backOff.next(),
      reconnectOnConnackError: true,
      properties: {
        sessionExpiryInterval: sessionExpiry,
        receiveMaximum: this.limits.window,
        maximumPacketSize: this.limits.largestPacket,
      },
    };
  }

  private async subscribe(client: MqttClient, { properties }: IConnackPacket): Promise<void> {
    const isShared = properties?.sharedSubscriptionAvailable !== false;
    const filter = isShared ? sharedTelemetryFilter : telemetryFilter;
    // A retained message comes when the subscription is new, not at every connection.
    const [grant] = await client
      .subscribeAsync(filter, { qos: 1, ...(!isShared && { rh: 1 }) })
      .catch((error: unknown) => this.refused(client, reasonOf(error)));
    if (grant?.qos !== grantedQos) return void this.refused(client, `${filter} is not granted with QoS 1`);
    this.backOff.reset();
    this.isUp = true;
    this.isTold = false;
    this.observer.subscribed(isShared);
  }

  private refused(client: MqttClient, reason: string): [] {
    this.trouble = reason;
    client.stream.destroy();
    return [];
  }

  /** The client would acknowledge a message whose callback is called without an error; with one, it goes on without. */
  private take(client: MqttClient, packet: IPublishPacket, next: (error?: Error) => void): void {
    const { stream } = client;
    const acknowledge = (): void => {
      if (packet.qos === 1 && packet.messageId !== undefined) stream.write(acknowledgement(packet.messageId));
    };
    const readNext = (): void => next(new Error('acknowledged later'));
    this.windowOf(stream).take(deliveredMessage(packet), acknowledge, readNext);
  }

  private windowOf(stream: unknown): MessageWindow {
    const { window } = this;
    if (window && window.stream === stream) return window.messages;
    window?.messages.close();
    // Reading stops only where a broker does not keep to the window, as for messages of QoS 0: answers to pings are read too.
    const messages = new MessageWindow(2 * this.limits.window, this.handle);
    this.window = { stream, messages };
    return messages;
  }

  private closed(): void {
    this.window?.messages.close();
    this.isUp = false;
    if (this.isTold || !this.client) return;
    this.isTold = true;
    this.observer.lost(this.trouble || 'the connection ended');
    this.trouble = '';
  }
}

const nameOf = (reasonCode: number): string =>
  (ReasonCodes as Readonly<Record<number, string>>)[reasonCode] ?? `reason ${reasonCode}`;

/** What the system or the broker called it; never what was sent. */
function reasonOf(error: unknown): string {
  const { code, message } = error as { readonly code?: string | number; readonly message?: string };
  return String(typeof code === 'string' ? code : (message ?? code));
}
