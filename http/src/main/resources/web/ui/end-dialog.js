import { LitElement, css, html } from 'lit';
import { shared } from './shared-styles.js';
import { Speaking, texts } from './texts.js';

/** Asks before a conversation is ended, because that cannot be taken back. Fires `confirmed`. */
export class EndDialog extends LitElement {
  #speaking = new Speaking(this);

  /** The first button, which changes nothing, has the focus. */
  ask() {
    this.renderRoot.querySelector('dialog').showModal();
  }

  render() {
    return html`
      <dialog aria-labelledby="title" aria-describedby="more" data-testid="end-dialog" @close=${this.#closed}>
        <form method="dialog">
          <h2 id="title">${texts.endTitle}</h2>
          <p id="more">${texts.endExplained}</p>
          <div class="buttons">
            <button value="keep">${texts.endCancel}</button>
            <button value="end" class="primary" data-testid="end-confirm">${texts.endConfirm}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  #closed(event) {
    const { returnValue } = event.target;
    event.target.returnValue = '';
    if (returnValue === 'end') this.dispatchEvent(new Event('confirmed'));
  }

  static styles = [
    shared,
    css`
      dialog {
        max-width: min(26rem, calc(100vw - 2rem));
        padding: 1.5rem;
        border: 1px solid var(--edge);
        border-radius: 1rem;
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }
      h2 {
        margin: 0;
        font: 400 1.5rem/1.2 var(--serif);
      }
      p {
        margin: 0.75rem 0 1.5rem;
        color: var(--ink-soft);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        gap: 0.625rem;
      }
    `,
  ];
}

customElements.define('parley-end-dialog', EndDialog);
