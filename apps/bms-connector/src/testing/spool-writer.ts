import { Spool } from '../spool/spool.js';

/** Spools numbers from the second argument on, and prints each one once the spool has acknowledged it. */
const [directory = '', from = '0'] = process.argv.slice(2);
const spool = await Spool.open({ directory, maxBytes: 64 * 1024 * 1024, whenFull: 'drop-oldest' });
for (let number = Number(from); ; number++) {
  await spool.append([Buffer.from(String(number))]);
  process.stdout.write(`${number}\n`);
}
