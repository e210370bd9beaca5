export { SimulatedFleet, type FleetOptions } from './fleet/simulated-fleet.js';
export { SimulatedPack } from './fleet/simulated-pack.js';
export { faultNames, type FaultName } from './faults/fault.js';
