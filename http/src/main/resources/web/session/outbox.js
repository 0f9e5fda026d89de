/**
 * Commands on their way. One stays until the server says `accepted` or `rejected`, or until its event shows that it was
 * stored; until then it is sent again, under the same id, on every new connection. What is said stays visible until its event is there.
 */
export class Outbox {
  #commands;
  #changed;

  /** @param {(commands: object[]) => void} changed told of what still waits for an acknowledgement */
  constructor(commands, changed) {
    this.#commands = commands.map((frame) => ({ frame, acceptedAs: null }));
    this.#changed = changed;
  }

  add(frame) {
    this.#commands.push({ frame, acceptedAs: null });
    this.#tell();
  }

  /** Frames without an acknowledgement, oldest first. */
  unacknowledged() {
    return this.#commands.filter((c) => c.acceptedAs === null).map((c) => c.frame);
  }

  /** What was said and is not yet part of the conversation: `[{id, text, stored}]`. */
  saying() {
    return this.#commands
      .filter((c) => c.frame.type === 'say')
      .map((c) => ({ id: c.frame.id, text: c.frame.text, stored: c.acceptedAs !== null }));
  }

  /** Stored as event `seq`; `heardUpTo` is the last event that this reader has. */
  accepted(id, seq, heardUpTo) {
    const command = this.#commands.find((c) => c.frame.id === id);
    if (!command) return;
    command.acceptedAs = seq;
    if (command.frame.type !== 'say' || seq <= heardUpTo) this.#remove(id);
    this.#tell();
  }

  /** Refused, or seen as an event; answers its frame, undefined when it is not ours. */
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
    this.#commands = [];
    this.#tell();
    return texts;
  }

  #remove(id) {
    this.#commands = this.#commands.filter((c) => c.frame.id !== id);
  }

  #tell() {
    this.#changed(this.unacknowledged());
  }
}
