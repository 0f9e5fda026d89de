/** Dialogs: for the operator's token, and to confirm an action. */

import { html, nothing } from 'lit';
import { keepToken } from './api.js';

/** @param {() => void} given called when there is a token to try */
export function tokenDialog(wrong, given) {
  const submit = (event) => {
    event.preventDefault();
    keepToken(new FormData(event.target).get('token').trim());
    event.target.closest('dialog').close();
    event.target.reset();
    given();
  };
  return html`
    <dialog id="token-dialog" aria-labelledby="token-title" data-testid="token-dialog">
      <form @submit=${submit}>
        <h2 id="token-title">Operators only</h2>
        <p>Your operator token: <code>PARLEY_OPERATOR_TOKEN</code>, or the one that was printed when the server started. It is kept until this tab is closed.</p>
        ${wrong ? html`<p class="problem" role="alert">That token was not accepted.</p>` : nothing}
        <label>Token <input type="password" name="token" required minlength="8" maxlength="256" autocomplete="off" data-testid="token" /></label>
        <div class="buttons"><button type="submit" class="primary" data-testid="token-send">Open</button></div>
      </form>
    </dialog>
  `;
}

/** @param {string} node @param {() => void} confirmed */
export function drainDialog(node, confirmed) {
  const close = (event) => event.target.closest('dialog').close();
  const confirm = (event) => {
    close(event);
    confirmed();
  };
  return html`
    <dialog id="drain-dialog" aria-labelledby="drain-title" data-testid="drain-dialog">
      <h2 id="drain-title">Drain this node?</h2>
      <p><code>${node}</code> stops taking traffic, its readers are sent to other nodes, sessions finish their turn and move, and then <b>the program ends</b>. Something else must start it again. This page then loses it.</p>
      <div class="buttons">
        <button type="button" autofocus @click=${close} data-testid="drain-cancel">Keep it running</button>
        <button type="button" class="danger" @click=${confirm} data-testid="drain-confirm">Drain it</button>
      </div>
    </dialog>
  `;
}

/** @param {string} id */
export function open(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
}
