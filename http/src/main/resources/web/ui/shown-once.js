/** A secret that is on the page alone, and shown until the person has stored it. A reactive controller of Lit. */
export class ShownOnce {
  #host;
  #shown;
  /** Going back in the history would show it again. */
  #left = () => this.forget();

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    window.addEventListener('pagehide', this.#left);
  }

  hostDisconnected() {
    window.removeEventListener('pagehide', this.#left);
  }

  /** The secret that is shown; undefined for none. */
  get shown() {
    return this.#shown;
  }

  /** @param shown the secret, and what it is of; undefined for none */
  show(shown) {
    this.#shown = shown;
    this.#host.requestUpdate();
  }

  forget() {
    this.show(undefined);
  }
}
