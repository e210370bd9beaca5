/** A device could not be had: its line is `busy` for too long, or spoken to in another way (`rival`). */
export class LinkTaken extends Error {
  override readonly name = 'LinkTaken';

  constructor(readonly why: 'busy' | 'rival') {
    super(why === 'busy' ? 'the line is busy' : 'the address is spoken to in another way');
  }
}
