/** The tenant has users already: the first one can be made only once. */
export class UsersExist extends Error {
  readonly code = 'USERS.EXIST';

  constructor() {
    super('The tenant has users already.');
    this.name = 'UsersExist';
  }
}
