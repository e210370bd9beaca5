import type { Framer } from '../tcp-link.js';

const lineFeed = 0x0a;
const maxLineLength = 64 * 1024;

/**
 * The lines of a ThingSet text stream that are messages: answers (`:`) and reports (`#`), without their line end. Log
 * noise between them is skipped, and so is a line that never ends.
 */
export class LineFramer implements Framer<string> {
  private parts: Buffer[] = [];
  private length = 0;
  private overlong = false;
  noise = 0;

  push(chunk: Buffer): string[] {
    const messages: string[] = [];
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      this.keep(chunk.subarray(from, end));
      const line = this.takeLine();
      if (line.startsWith(':') || line.startsWith('#')) messages.push(line);
      else if (line !== '') this.noise += 1;
      from = end + 1;
    }
    this.keep(chunk.subarray(from));
    return messages;
  }

  private keep(part: Buffer): void {
    this.length += part.length;
    if (this.length > maxLineLength && !this.overlong) {
      this.overlong = true;
      this.noise += 1;
      this.parts = [];
    }
    // A copy, because a piece of a few bytes would keep the whole chunk it came in.
    if (!this.overlong && part.length > 0) this.parts.push(Buffer.from(part));
  }

  private takeLine(): string {
    const bytes = this.overlong ? Buffer.alloc(0) : Buffer.concat(this.parts);
    this.parts = [];
    this.length = 0;
    this.overlong = false;
    return bytes.toString('utf8').trimEnd();
  }
}
