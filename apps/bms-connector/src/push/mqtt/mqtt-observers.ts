import { Injectable } from '@nestjs/common';
import { JsonLogger, ServiceMetrics } from '@trackingbms/service-kit';
import { recordKeys } from '@trackingbms/message-contracts';
import { CommunicationCounts } from '../../readings/communication-counts.js';
import type { LinkObserver } from './broker-link.js';
import type { MessageObserver } from './take-message.js';

/** What happens on the way in over MQTT, as metrics, as counts on the battery, and as log lines without a topic or a value. */
@Injectable()
export class MqttObservers {
  private readonly messages;
  private readonly readings;
  private readonly delays;
  private readonly connected;

  constructor(
    metrics: ServiceMetrics,
    private readonly logger: JsonLogger,
    private readonly counts: CommunicationCounts,
  ) {
    this.messages = metrics.counter({
      name: 'connector_mqtt_messages_total',
      help: 'Messages that are done, by what became of them.',
      labelNames: ['outcome'] as const,
    });
    this.readings = metrics.counter({
      name: 'connector_mqtt_readings_total',
      help: 'Readings of messages that the log has acknowledged.',
    });
    this.delays = metrics.counter({
      name: 'connector_mqtt_delays_total',
      help: 'Times that a message had to wait for the log.',
    });
    this.connected = metrics.gauge({
      name: 'connector_mqtt_connected',
      help: '1 while subscribed at the broker; 0 also where none is set.',
    });
  }

  readonly link: LinkObserver = {
    subscribed: (isShared) => {
      this.connected.set(1);
      this.logger.log({ msg: 'subscribed at the MQTT broker', isShared });
    },
    lost: (problem) => {
      this.connected.set(0);
      this.logger.warn({ msg: 'no connection to the MQTT broker, trying again', problem });
    },
  };

  readonly message: MessageObserver = {
    done: (outcome, readings) => {
      this.messages.inc({ outcome });
      this.readings.inc(readings);
    },
    misspoke: ({ tenantId, batteryId }, outcome) => {
      const key = recordKeys.battery(tenantId, batteryId);
      this.counts.failed({ key, tenantId, batteryId }, outcome === 'malformed' ? 'garbled' : 'configuration');
      this.logger.debug({ msg: 'a message is refused', battery: key, outcome });
    },
    delayed: () => this.delays.inc(),
    broken: (error) => this.logger.error({ msg: 'a message broke', err: error }),
  };
}
