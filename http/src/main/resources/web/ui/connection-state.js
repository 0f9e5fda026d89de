import { LitElement, css, html, nothing } from 'lit';
import { shared } from './shared-styles.js';
import { Speaking, texts } from './texts.js';

const PATIENCE_MS = 800;
const LONG_WAIT_MS = 3_000;
const BACK_SHOWN_MS = 3_000;

/**
 * Shows when the connection is lost, and when it is back. Short breaks, such as a node that hands over to another, pass
 * unmentioned. Fires `wake` when the customer does not want to wait.
 */
export class ConnectionState extends LitElement {
  static properties = {
    connection: { attribute: false },
    shown: { state: true },
    online: { state: true },
    wasLive: { state: true },
    isBack: { state: true },
  };

  #speaking = new Speaking(this);
  #patience;
  #backShown;
  #noticeOnline = () => (this.online = navigator.onLine);

  constructor() {
    super();
    this.shown = false;
    this.wasLive = false;
    this.isBack = false;
    this.online = navigator.onLine;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('online', this.#noticeOnline);
    window.addEventListener('offline', this.#noticeOnline);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#patience);
    clearTimeout(this.#backShown);
    window.removeEventListener('online', this.#noticeOnline);
    window.removeEventListener('offline', this.#noticeOnline);
  }

  willUpdate(changed) {
    if (!changed.has('connection')) return;
    const { state } = this.connection;
    const down = ['starting', 'connecting', 'waiting'].includes(state);
    if (state === 'live' && this.shown && this.wasLive) this.#sayBack();
    if (down) this.isBack = false;
    if (state === 'live') this.wasLive = true;
    if (state === 'none') this.wasLive = false;
    if (down) this.#patience ??= setTimeout(() => (this.shown = true), PATIENCE_MS);
    else {
      clearTimeout(this.#patience);
      this.#patience = undefined;
      this.shown = state === 'refused';
    }
  }

  render() {
    const { state, retryAt } = this.connection;
    const offline = !this.online;
    const mayWake =
      state === 'refused' || (state === 'waiting' && retryAt - Date.now() > LONG_WAIT_MS);
    const words = offline ? texts.connection.offline : this.#words(state);
    return html`
      <div class="line ${words ? '' : 'empty'} ${this.isBack && !offline ? 'back' : ''}">
        <span role="status" data-testid="connection" data-state=${state}>${words}</span>
        ${words && mayWake && !offline
          ? html`<button class="quiet" data-testid="connect-now" @click=${this.#wake}>
              ${texts.connection.now}
            </button>`
          : nothing}
      </div>
    `;
  }

  #words(state) {
    const { back, connecting, reconnecting, refused } = texts.connection;
    if (this.isBack) return back;
    if (!this.shown) return '';
    if (state === 'refused') return refused;
    return this.wasLive ? reconnecting : connecting;
  }

  #sayBack() {
    this.isBack = true;
    clearTimeout(this.#backShown);
    this.#backShown = setTimeout(() => (this.isBack = false), BACK_SHOWN_MS);
  }

  #wake() {
    this.dispatchEvent(new Event('wake'));
  }

  static styles = [
    shared,
    css`
      .line {
        display: flex;
        align-items: baseline;
        gap: 0.625rem;
        max-width: var(--column);
        margin-inline: auto;
        padding: 0.25rem var(--gutter) 0.5rem;
        font-size: 0.9375rem;
        color: var(--ink-soft);
      }
      .line::before {
        content: '';
        flex: none;
        width: 0.5rem;
        height: 0.5rem;
        border: 2px solid var(--warn);
        border-radius: 50%;
      }
      .back::before {
        border-color: var(--accent-ink);
        background: var(--accent-ink);
      }
      /* Not hidden: a screen reader must know the place before it hears from it. */
      .empty {
        padding-block: 0;
      }
      .empty::before {
        display: none;
      }
      button {
        flex: none;
        min-height: 2rem;
        padding: 0 0.5rem;
        text-decoration: underline;
        text-underline-offset: 0.15em;
      }
    `,
  ];
}

customElements.define('parley-connection', ConnectionState);
