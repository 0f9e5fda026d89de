import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { conversationOf } from '../conversation/link.js';
import { recordingsOf } from '../recordings/link.js';
import { newId } from '../session/ids.js';
import '../ui/page-language.js';
import { STAFF_TOKEN, StaffPage } from '../ui/staff-page.js';
import { language } from '../ui/texts.js';
import { approvalsTexts } from './approvals-texts.js';
import { edited, isExact, kindOf, shown } from './arguments.js';

/*
 * The page on which people of the company decide about calls that wait for consent, and lift doubts. It reads both lists
 * every few seconds while it is visible.
 */
const EVERY_MS = 3000;
const LIMIT = 100;
const BATCH_MAX = 50;
const EVENTS_SHOWN = 100;
const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const CONFLICT = 409;
const MINUTE_S = 60;

/** Of a rule by which two people of the company are asked. */
const TWO = /\bby two\b/;

const texts = approvalsTexts(language);
document.title = texts.title;

const escaped = encodeURIComponent;
const keyOf = ({ session, call }) => `${session}/${call}`;
const without = (map, key) => Object.fromEntries(Object.entries(map).filter(([each]) => each !== key));

class Approvals extends StaffPage {
  static properties = {
    waiting: { state: true },
    doubts: { state: true },
    selected: { state: true },
    edits: { state: true },
    problems: { state: true },
    words: { state: true },
    busy: { state: true },
  };

  #timer = 0;
  #reading = false;
  /** Keys of doubts that were lifted here: their list is slightly behind. */
  #lifted = new Set();

  constructor() {
    super(texts, '/v1', [STAFF_TOKEN]);
    this.waiting = [];
    this.doubts = [];
    this.selected = {};
    /** Typed text, by key of the call: `{fields: {name: text}, note}`. */
    this.edits = {};
    /** By key of the call: `{item, reason}`. Stays when the call has gone from the list, until it is dismissed. */
    this.problems = {};
    /** The words of a session, by its id. */
    this.words = {};
    this.busy = false;
    document.addEventListener('visibilitychange', () => !document.hidden && this.#look());
  }

  async opened(api) {
    await this.#lists(api);
    this.#later();
  }

  page() {
    return html`${this.#consent()} ${this.#inDoubt()}`;
  }

  updated(changed) {
    super.updated(changed);
    const count = this.waiting.length + this.doubts.length;
    document.title = this.api && count > 0 ? `(${count}) ${texts.title}` : texts.title;
  }

  #consent() {
    const chosen = this.#chosen();
    return html`<p role="status" data-testid="counts">${texts.counts(this.waiting.length, this.doubts.length)}</p>
      <section aria-labelledby="waiting">
        <h2 id="waiting" tabindex="-1">${texts.waiting}</h2>
        ${this.waiting.length === 0 ? html`<p>${texts.noneWaits}</p>` : nothing}
        ${repeat(this.waiting, keyOf, (item) => this.#asked(item))}
        ${this.#gone()}
        ${this.waiting.length > 1
          ? html`<p><button class="primary" data-testid="approve-selected" ?disabled=${this.busy || chosen.length === 0} @click=${() => this.#decide('approve', chosen)}>${texts.approveSelected(chosen.length)}</button></p>`
          : nothing}
      </section>`;
  }

  #asked(item) {
    const key = keyOf(item);
    const isOurs = item.asked === 'agent';
    const { changed } = this.#edited(item);
    return html`<article data-call=${key}>
      ${this.#heading(item)}
      <p>${texts.asked[item.asked] ?? item.asked} ${item.rule ? texts.rule(item.rule) : nothing} ${left(item.expiresAt)}</p>
      ${item.agreed.length > 0 ? html`<p>${texts.agreed(item.agreed.map((party) => texts.party[party] ?? party).join(', '))}</p>` : nothing}
      ${isOurs ? this.#form(item) : literal(item.arguments)}
      ${item.requested ? html`<details><summary>${texts.requested}</summary>${literal(item.requested)}</details>` : nothing}
      ${this.#conversation(item)} ${this.#problem(key)}
      ${isOurs
        ? html`<div class="choice">
            ${this.#note(key)}
            <button class="primary" data-testid="approve" ?disabled=${this.busy} @click=${() => this.#decide('approve', [item])}>${changed ? texts.approveChanged : texts.approve}</button>
            <button data-testid="decline" ?disabled=${this.busy} @click=${() => this.#decide('reject', [item])}>${texts.decline}</button>
            <label class="check"><input type="checkbox" data-testid="select" .checked=${this.selected[key] ?? false}
              @change=${(event) => (this.selected = { ...this.selected, [key]: event.target.checked })} />${texts.select}</label>
          </div>`
        : nothing}
    </article>`;
  }

  #inDoubt() {
    return html`<section aria-labelledby="doubts">
      <h2 id="doubts" tabindex="-1">${texts.doubts}</h2>
      ${this.doubts.length === 0 ? html`<p>${texts.noDoubts}</p>` : nothing}
      ${repeat(this.doubts, keyOf, (item) => this.#doubt(item))}
    </section>`;
  }

  #doubt(item) {
    const key = keyOf(item);
    const choice = (resolution, words) => html`<button data-testid=${resolution} ?disabled=${this.busy} @click=${() => this.#resolve(item, resolution)}>${words}</button>`;
    return html`<article data-doubt=${key}>
      ${this.#heading(item)}
      <p>${texts.since(time(item.since))}</p>
      ${item.arguments ? literal(item.arguments) : html`<p>${texts.unread}</p>`}
      ${this.#conversation(item)} ${this.#problem(key)}
      <div class="choice">
        ${this.#note(key)}
        ${choice('happened', texts.happened)} ${choice('did-not-happen', texts.didNotHappen)} ${choice('undone', texts.undone)}
      </div>
    </article>`;
  }

  #heading({ session, call, tool, label }) {
    return html`<h3 dir="auto">${label ?? tool ?? call}</h3>
      <p class="soft">${tool ? html`<code>${tool}</code>. ` : nothing}${texts.call(call, session)}. ${conversationOf(session, language)} ${recordingsOf(session, language)}</p>`;
  }

  #form(item) {
    const entries = Object.entries(item.arguments);
    if (entries.length === 0) return html`<p>${texts.noArguments}</p>`;
    if (!isExact(item.arguments)) return html`<p class="bad">${texts.inexact}</p>${literal(item.arguments)}`;
    return html`<fieldset><legend>${texts.arguments}</legend>${entries.map(([name, value]) => this.#field(item, name, value))}</fieldset>`;
  }

  #field(item, name, value) {
    const fields = this.edits[keyOf(item)]?.fields ?? {};
    const held = Object.hasOwn(fields, name) ? fields[name] : shown(value);
    const set = (text) => this.#edit(keyOf(item), { fields: { ...fields, [name]: text } });
    switch (kindOf(value)) {
      case 'check':
        return html`<label class="check"><input type="checkbox" data-argument=${name} .checked=${held} @change=${({ target }) => set(target.checked)} />${name}</label>`;
      case 'number':
        return html`<label>${name}<input type="number" step="any" data-argument=${name} .value=${held} @input=${({ target }) => set(target.value)} /></label>`;
      case 'text':
        return html`<label>${name}<textarea class="line" rows="1" dir="auto" data-argument=${name} .value=${held} @input=${({ target }) => set(target.value)}></textarea></label>`;
      default:
        return html`<label>${name} (JSON)<textarea class="short" spellcheck="false" data-argument=${name} .value=${held} @input=${({ target }) => set(target.value)}></textarea></label>`;
    }
  }

  #note(key) {
    return html`<label>${texts.note}<input name="note" dir="auto" autocomplete="off" .value=${this.edits[key]?.note ?? ''} @input=${({ target }) => this.#edit(key, { note: target.value })} /></label>`;
  }

  #problem(key) {
    const problem = this.problems[key];
    return problem ? html`<p class="bad" role="alert" data-testid="problem">${problem.reason}</p>` : nothing;
  }

  /** Calls that were refused, and wait or are in doubt no longer. */
  #gone() {
    const listed = new Set([...this.waiting, ...this.doubts].map(keyOf));
    return Object.entries(this.problems).filter(([key]) => !listed.has(key)).map(([key, { item }]) => html`<article data-gone=${key}>
      ${this.#heading(item)} ${this.#problem(key)}
      <button @click=${() => (this.problems = without(this.problems, key))}>${texts.dismiss}</button>
    </article>`);
  }

  #conversation({ session }) {
    const said = this.words[session];
    return html`<details @toggle=${({ target }) => target.open && this.#read(session)}>
      <summary>${texts.conversation}</summary>
      ${said?.length === 0 ? html`<p>${texts.noWords}</p>` : nothing}
      ${said?.map(({ by, text }) => html`<p class="found" dir="auto"><b>${texts.party[by] ?? by}:</b> ${text}</p>`)}
    </details>`;
  }

  /** The last words of a session. */
  async #read(session) {
    const path = `/sessions/${escaped(session)}`;
    await this.tried(async () => {
      const { seq } = await this.api.get(path);
      const { events } = await this.api.get(`${path}/events?after=${Math.max(0, seq - EVENTS_SHOWN)}&limit=${EVENTS_SHOWN}`);
      const said = events.map(({ event }) => event).filter(({ kind }) => kind === 'said' || kind === 'reply-completed');
      this.words = { ...this.words, [session]: said.map(({ by = 'bot', text }) => ({ by, text })) };
    });
  }

  async #lists(api) {
    const [{ approvals }, { calls }] = await Promise.all([api.get(`/approvals?limit=${LIMIT}`), api.get(`/calls-in-doubt?limit=${LIMIT}`)]);
    const before = new Map([...this.waiting, ...this.doubts].map((item) => [keyOf(item), JSON.stringify(item.arguments)]));
    this.waiting = approvals;
    this.doubts = calls.filter((item) => !this.#lifted.has(keyOf(item)));
    // what was typed or selected was meant for the arguments of then
    const same = [...this.waiting, ...this.doubts].filter((item) => before.get(keyOf(item)) === JSON.stringify(item.arguments));
    const listed = new Set(same.map(keyOf));
    const kept = (map) => Object.fromEntries(Object.entries(map).filter(([key]) => listed.has(key)));
    this.edits = kept(this.edits);
    this.selected = kept(this.selected);
  }

  #later() {
    clearTimeout(this.#timer);
    if (!document.hidden) this.#timer = setTimeout(() => this.#look(), EVERY_MS);
  }

  /** Reads both lists again. One that a decision overtook could show what is decided: none is read during one. */
  async #look() {
    if (!this.api || this.#reading || this.busy) return this.#later();
    this.#reading = true;
    try {
      await this.#lists(this.api);
      if (this.told.words[0] === texts.failed) this.tell([]);
    } catch (refused) {
      this.tell(this.reason(refused), true);
      if (refused.status === UNAUTHORIZED) this.close();
    } finally {
      this.#reading = false;
    }
    this.#later();
  }

  #chosen() {
    return this.waiting.filter((item) => item.asked === 'agent' && this.selected[keyOf(item)]).slice(0, BATCH_MAX);
  }

  #edit(key, change) {
    this.edits = { ...this.edits, [key]: { ...this.edits[key], ...change } };
  }

  #edited(item) {
    return edited(item.arguments, this.edits[keyOf(item)]?.fields ?? {});
  }

  /** In one request. A wrong field of one of them sends none. */
  async #decide(decision, items) {
    const decisions = [];
    for (const item of items) {
      const { changed, args, wrong } = this.#edited(item);
      if (decision === 'approve' && wrong !== undefined) return this.#refuse(item, texts.wrong(wrong));
      decisions.push({
        id: newId(),
        session: item.session,
        call: item.call,
        decision,
        ...this.#noted(item),
        // of two people also unchanged ones: consent is for what was shown, even if the other one changed it since
        ...(decision === 'approve' && (changed || TWO.test(item.rule)) && isExact(item.arguments) ? { arguments: args } : {}),
      });
    }
    await this.#changing('waiting', items, async () => {
      const { results } = await this.api.post('/approvals', { decisions });
      results.forEach(({ problem }, at) => {
        if (problem) this.#refuse(items[at], reasonOf({ status: problem.status, message: problem.detail }));
        else this.selected = without(this.selected, keyOf(items[at]));
      });
      const isRefused = results.some(({ problem }) => problem);
      this.tell(isRefused ? texts.notAll : texts.decided, isRefused);
    });
  }

  async #resolve(item, resolution) {
    await this.#changing('doubts', [item], async () => {
      const path = `/sessions/${escaped(item.session)}/calls/${escaped(item.call)}/resolve`;
      try {
        await this.api.post(path, { id: newId(), resolution, ...this.#noted(item) });
        this.#lifted.add(keyOf(item));
        this.tell(texts.resolved);
      } catch (refused) {
        this.#refuse(item, refused.status === CONFLICT ? texts.noDoubt : reasonOf(refused));
      }
    });
  }

  #noted(item) {
    const note = this.edits[keyOf(item)]?.note?.trim();
    return note ? { note } : {};
  }

  #refuse(item, words) {
    this.problems = { ...this.problems, [keyOf(item)]: { item, reason: words } };
  }

  /** The lists are read again after a change, also after one that was refused. */
  async #changing(heading, items, work) {
    for (const item of items) this.problems = without(this.problems, keyOf(item));
    this.busy = true;
    await this.tried(work);
    this.busy = false;
    await this.#look();
    await this.updateComplete;
    // the button may be gone, and the focus with it
    if (document.activeElement === document.body) this.querySelector(`#${heading}`)?.focus();
  }
}

function literal(json) {
  return html`<pre tabindex="0">${JSON.stringify(json, null, 2)}</pre>`;
}

function time(instant) {
  return new Date(instant).toLocaleString(language, { dateStyle: 'short', timeStyle: 'short' });
}

function left(expiresAt) {
  const seconds = Math.floor((Date.parse(expiresAt) - Date.now()) / 1000);
  if (seconds <= 0) return texts.over;
  return texts.left(seconds < 2 * MINUTE_S ? texts.seconds(seconds) : texts.minutes(Math.floor(seconds / MINUTE_S)));
}

/** Why one decision was refused: 403 is of the rule for this call, not of the page. */
function reasonOf({ status, message }) {
  if (status === UNAUTHORIZED) return texts.forbidden;
  if (status === FORBIDDEN) return texts.notAsked;
  if (status === CONFLICT) return texts.alreadyDecided;
  return message && status ? message : texts.failed;
}

customElements.define('parley-approvals', Approvals);
