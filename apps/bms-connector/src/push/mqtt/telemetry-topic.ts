/** What is subscribed to: where any device of any client publishes. */
export const telemetryFilter = 'tbms/+/+/telemetry';

/** The same where the broker deals the messages out among the connectors of one installation. */
export const sharedTelemetryFilter = `$share/trackingbms/${telemetryFilter}`;

export interface TelemetryTopic {
  readonly tenant: string;
  readonly device: string;
}

/** Whose topics are meant: what a message's secret says of its device. */
export interface TopicOwner {
  readonly tenantId: number;
  readonly deviceCredentialId: number;
  /** The battery's, where it has one. */
  readonly bmsId: string | undefined;
}

const form = /^tbms\/([^/]+)\/([^/]+)\/telemetry$/;

/** The parts of `tbms/{tenant}/{device}/telemetry`; undefined for any other topic. */
export function readTelemetryTopic(topic: string): TelemetryTopic | undefined {
  const [, tenant, device] = form.exec(topic) ?? [];
  return tenant === undefined || device === undefined ? undefined : { tenant, device };
}

/**
 * The topic gives no right, but one that speaks of somebody else is a device set up wrongly: its values may be another
 * battery's. The device is named by its battery's BMS id or by the number of its credential.
 */
export function isTopicOf(
  { tenant, device }: TelemetryTopic,
  { tenantId, deviceCredentialId, bmsId }: TopicOwner,
): boolean {
  return tenant === String(tenantId) && (device === bmsId || device === String(deviceCredentialId));
}
