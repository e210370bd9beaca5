/** The key of a record is the aggregate it is about: records of one key stay in order, and a compacted topic keeps its last. */
export const recordKeys = {
  /** Readings and alerts. */
  battery: (tenantId: number, batteryId: number) => `${tenantId}/${batteryId}`,
  fleetBattery: (tenantId: number, batteryId: number) => `${tenantId}/battery/${batteryId}`,
  fleetLocation: (tenantId: number, locationId: number) => `${tenantId}/location/${locationId}`,
  fleetBatteryType: (tenantId: number, batteryTypeId: number) => `${tenantId}/battery-type/${batteryTypeId}`,
  fleetDeviceProfile: (tenantId: number, deviceProfileId: number) =>
    `${tenantId}/device-profile/${deviceProfileId}`,
  fleetDeviceCredential: (tenantId: number, deviceCredentialId: number) =>
    `${tenantId}/device-credential/${deviceCredentialId}`,
  fleetSiteConnector: (tenantId: number, siteConnectorId: number) =>
    `${tenantId}/site-connector/${siteConnectorId}`,
  tenant: (tenantId: number) => `${tenantId}`,
  user: (tenantId: number, userId: number) => `${tenantId}/user/${userId}`,
} as const;
