import { parseArgs } from 'node:util';
import { startControlServer } from './control/control-server.js';
import { SimulatedFleet } from './fleet/simulated-fleet.js';

const string = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    packs: string,
    seed: string,
    host: string,
    'control-port': string,
    'ports-file': string,
    'truth-file': string,
  },
});

const fleet = await SimulatedFleet.start({
  packs: Number(values.packs ?? 12),
  seed: Number(values.seed ?? 1),
  host: values.host,
  portsFile: values['ports-file'],
  truthFile: values['truth-file'],
});
const control = await startControlServer(fleet, Number(values['control-port'] ?? 0));
console.log(
  JSON.stringify({ control: control.address(), packs: fleet.packs.map((pack) => pack.describe()) }),
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    control.closeAllConnections();
    control.close();
    void fleet.stop().then(() => process.exit(0));
  });
}
