import 'reflect-metadata';
import { runConnectionTool } from './connections/command-line/run-connection-tool.js';

process.exitCode = await runConnectionTool(process.argv.slice(2), process.env, {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
});
