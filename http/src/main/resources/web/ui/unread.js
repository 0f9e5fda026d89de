/**
 * Counts messages of bot and team while the page is hidden or its host is minimised. The number stands before
 * the page's title and goes out as `parley-unread` with `{count}` in `detail`. A reactive controller of Lit.
 */
export class Unread {
  #host;
  #count = 0;
  #title = document.title;
  #shown = document.title;
  #seen = () => this.look();

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    document.addEventListener('visibilitychange', this.#seen);
  }

  hostDisconnected() {
    document.removeEventListener('visibilitychange', this.#seen);
  }

  /** The page's title without a number. */
  entitle(title) {
    this.#title = title;
    this.#show();
  }

  /** Something new was said to the customer. */
  add() {
    if (this.#isSeen()) return;
    this.#is(this.#count + 1);
  }

  /** To be called when the page may be visible again. */
  look() {
    if (this.#isSeen() && this.#count > 0) this.#is(0);
  }

  #isSeen() {
    return !document.hidden && !this.#host.minimised;
  }

  #is(count) {
    this.#count = count;
    this.#show();
    const told = { detail: { count }, bubbles: true, composed: true };
    this.#host.dispatchEvent(new CustomEvent('parley-unread', told));
  }

  #show() {
    // The embedding page may have changed its title meanwhile.
    if (this.#host.embedded && document.title !== this.#shown) this.#title = document.title;
    this.#shown = this.#count > 0 ? `(${this.#count}) ${this.#title}` : this.#title;
    document.title = this.#shown;
  }
}

/** Whether `event` brings words for the customer. */
export function isForCustomer(event) {
  return event.kind === 'reply-completed' || (event.kind === 'said' && event.by !== 'customer');
}
