import { createReadStream } from 'node:fs';
import { failureOf } from '../../device-failure.errors.js';
import { CandumpFramer } from '../framers/candump-framer.js';
import type { OpenFrames } from './frame-source.js';

/**
 * The frames of a recorded log, as fast as it can be read; its end loses nothing and adds nothing. Which file is for
 * the operator to say: no client's setting leads here.
 */
export const framesOfCandumpFile =
  (file: string, channel?: string): OpenFrames =>
  ({ onFrame, onLost }) => {
    const framer = new CandumpFramer(channel);
    const stream = createReadStream(file);
    stream.on('data', (chunk) => framer.push(Buffer.from(chunk)).forEach(onFrame));
    // The last line may have no end.
    stream.on('end', () => framer.push(Buffer.from('\n')).forEach(onFrame));
    stream.on('error', (error) => onLost(failureOf(error)));
    return {
      close: () => void stream.removeAllListeners().destroy(),
      get noise() {
        return framer.noise;
      },
      isOpen: true,
    };
  };
