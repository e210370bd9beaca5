import { readFile } from 'node:fs/promises';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { readSecretFile } from '@trackingbms/service-kit';
import { ConnectorSettings } from '../../connector-settings.js';
import { BrokerLink, type BrokerAddress } from './broker-link.js';
import { MqttObservers } from './mqtt-observers.js';
import { largestPayload } from './read-message.js';
import { TakeMessage } from './take-message.js';

/** Topic and properties of a packet beside its payload. */
const besidePayload = 64 * 1024;
const limits = { window: 100, largestPacket: largestPayload + besidePayload, keepAlive: 30, farewell: 5_000 };

/** Opens the way in over MQTT where a broker is set. It ends before the log does, so that what came can still be kept. */
@Injectable()
export class MqttDoor implements OnApplicationBootstrap, OnModuleDestroy {
  private link: BrokerLink | undefined;

  constructor(
    private readonly settings: ConnectorSettings,
    private readonly messages: TakeMessage,
    private readonly observers: MqttObservers,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const address = await brokerAddress(this.settings);
    if (!address) return;
    this.link = new BrokerLink(address, limits, this.messages.handle, this.observers.link);
    this.link.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.link?.stop();
  }
}

async function brokerAddress(settings: ConnectorSettings): Promise<BrokerAddress | undefined> {
  const { MQTT_URL: url, MQTT_CLIENT_ID: clientId, MQTT_USERNAME: username } = settings;
  if (url === undefined || clientId === undefined) return undefined;
  const { MQTT_PASSWORD_FILE: passwordFile, MQTT_CA_FILE: caFile } = settings;
  const password = passwordFile === undefined ? undefined : readSecretFile(passwordFile);
  const ca = caFile === undefined ? undefined : await readFile(caFile, 'utf8');
  return { url, clientId, username, password, ca };
}
