const NEAR_PX = 48;

/**
 * Keeps a scrolled box at its end while its reader is there, and leaves it alone once they scroll up. A reactive
 * controller of Lit.
 */
export class ScrollFollow {
  following = true;
  #host;
  #box;
  #sizes;

  /** @param {() => Element | null} box finds the box once the host is drawn; null while there is nothing to follow */
  constructor(host, box) {
    this.#host = host;
    this.#box = box;
    host.addController(this);
  }

  hostConnected() {
    // The keyboard of a phone, or a growing text field, takes height away without any event in the box.
    this.#sizes = new ResizeObserver(() => this.#settle());
    this.#sizes.observe(this.#host);
  }

  hostDisconnected() {
    this.#sizes.disconnect();
  }

  hostUpdated() {
    // The part under the messages grows by itself. Observed once, however often it is said.
    const content = this.#box()?.firstElementChild;
    if (content) this.#sizes.observe(content);
    this.#settle();
  }

  /** For the box's scroll event. */
  scrolled() {
    const box = this.#box();
    if (!box) return;
    const following = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    if (following === this.following) return;
    this.following = following;
    this.#host.requestUpdate();
  }

  toEnd() {
    this.following = true;
    this.#host.requestUpdate();
  }

  #settle() {
    const box = this.#box();
    if (box && this.following) box.scrollTop = box.scrollHeight;
  }
}
