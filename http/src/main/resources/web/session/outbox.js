import { backoffMs } from './backoff.js';

/**
 * Commands on their way. One stays until the server says `accepted` or `rejected`, or until its event shows that it was
 * stored; until then it is sent again, under the same id. A message stays visible until its event is there.
 */
export class Outbox {
  #commands;
  #send;
  #changed;
  #random;
  #failures = 0;
  #later;

  /**
   * @param {object[]} frames left from before
   * @param {(frame: object) => void} send puts a frame on the line, if there is one
   * @param {(frames: object[]) => void} changed told of what still waits for an acknowledgement
   */
  constructor(frames, send, changed, random = Math.random) {
    this.#commands = frames.map((frame) => ({ frame, acceptedAs: null }));
    this.#send = send;
    this.#changed = changed;
    this.#random = random;
  }

  add(frame) {
    this.#commands.push({ frame, acceptedAs: null });
    this.#tell();
    this.#send(frame);
  }

  /** Sends everything that has no acknowledgement, oldest first. */
  sendAll() {
    clearTimeout(this.#later);
    this.#unacknowledged().forEach((frame) => this.#send(frame));
  }

  /** Messages that are not yet part of the conversation: `[{id, text, stored}]`. */
  saying() {
    return this.#commands
      .filter((c) => c.frame.type === 'say')
      .map((c) => ({ id: c.frame.id, text: c.frame.text, stored: c.acceptedAs !== null }));
  }

  /** Stored as event `seq`; `heardUpTo` is the last event that this reader has. */
  accepted(id, seq, heardUpTo) {
    this.#failures = 0;
    const command = this.#commands.find((c) => c.frame.id === id);
    if (!command) return;
    command.acceptedAs = seq;
    if (command.frame.type !== 'say' || seq <= heardUpTo) this.#remove(id);
    this.#tell();
  }

  /**
   * Refused with `problem`. Returns the frame when that is final. After a server error it is unknown whether the
   * command was stored: then it stays, is sent again later under its id, and the result is undefined.
   */
  rejected(id, { status }) {
    if (status >= 500) {
      clearTimeout(this.#later);
      this.#later = setTimeout(() => this.sendAll(), backoffMs(this.#failures, this.#random()));
      this.#failures += 1;
      return undefined;
    }
    return this.take(id);
  }

  /** Stored commands may be lost: everything not seen as an event is sent again. */
  startOver() {
    this.#commands.forEach((command) => (command.acceptedAs = null));
    this.#tell();
  }

  /** Settled: its event was seen. Returns the frame, undefined when it is not ours. */
  take(id) {
    const command = this.#commands.find((c) => c.frame.id === id);
    if (!command) return undefined;
    this.#remove(id);
    this.#tell();
    return command.frame;
  }

  /** Takes everything that was said and cannot be delivered: the texts, oldest first. */
  takeTexts() {
    const texts = this.saying().filter((s) => !s.stored).map((s) => s.text);
    this.drop();
    this.#tell();
    return texts;
  }

  /** Nothing of it is sent any more. */
  drop() {
    clearTimeout(this.#later);
    this.#commands = [];
  }

  #unacknowledged() {
    return this.#commands.filter((c) => c.acceptedAs === null).map((c) => c.frame);
  }

  #remove(id) {
    this.#commands = this.#commands.filter((c) => c.frame.id !== id);
  }

  #tell() {
    this.#changed(this.#unacknowledged());
  }
}
