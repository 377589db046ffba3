/** A run that waits for a session. */
interface Entry<User> {
  readonly user: User;
  /** Only when no other run is in flight, and none comes in beside it. */
  readonly alone: boolean;
  readonly enter: (session: number) => void;
}

/**
 * Lets runs onto a connection: as many at once as it has sessions, in the order in which they ask. Where a process is to serve only so many
 * runs, those after them wait until the last of its own has ended.
 */
export class Gate<User> {
  readonly #users = new Map<number, User>();
  readonly #entries: Entry<User>[] = [];
  readonly #sessions: () => number;
  readonly #restartEvery: number;
  readonly #makeRoom: () => void;
  #isAlone = false;
  /** Runs that the process in use was started for or has had. */
  #runs = 0;

  /**
   * @param sessions how many runs the connection carries at once.
   * @param restartEvery runs that one process serves; infinite where it serves all.
   * @param makeRoom dismisses the process that has served its runs; none is in flight.
   */
  constructor(sessions: () => number, restartEvery: number, makeRoom: () => void) {
    this.#sessions = sessions;
    this.#restartEvery = restartEvery;
    this.#makeRoom = makeRoom;
  }

  /** The runs in flight by session. */
  get users(): ReadonlyMap<number, User> {
    return this.#users;
  }

  /** Waits for a session and takes it; gives its number. */
  enter(user: User, alone: boolean): Promise<number> {
    return new Promise((enter) => {
      this.#entries.push({ user, alone, enter });
      this.admit();
    });
  }

  /** Gives a session back. */
  leave(session: number): void {
    this.#users.delete(session);
    if (this.#users.size === 0) this.#onEmpty();
    this.admit();
  }

  /** A process was started, for the runs that are in flight. */
  renewed(): void {
    this.#runs = this.#users.size;
  }

  /** Lets in who may; to be called when there are more sessions than before. */
  admit(): void {
    for (let next = this.#entries[0]; next !== undefined; next = this.#entries[0]) {
      const limit = next.alone ? 1 : this.#sessions();
      if (this.#isAlone || this.#users.size >= limit || this.#runs >= this.#restartEvery) return;
      this.#entries.shift();
      this.#isAlone = next.alone;
      this.#runs++;
      const session = this.#freeSession();
      this.#users.set(session, next.user);
      next.enter(session);
    }
  }

  #onEmpty(): void {
    this.#isAlone = false;
    if (this.#runs < this.#restartEvery) return;
    this.#runs = 0;
    this.#makeRoom();
  }

  #freeSession(): number {
    let session = 1;
    while (this.#users.has(session)) session++;
    return session;
  }
}
