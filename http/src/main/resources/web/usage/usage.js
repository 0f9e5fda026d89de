import { html, nothing } from 'lit';
import { draft } from '../ui/draft.js';
import { focusOn, Mistake } from '../ui/forms.js';
import { PersonPage } from '../ui/person-page.js';
import { saveAs } from '../ui/saving.js';
import { signedIn } from '../ui/signed-in.js';
import { language } from '../ui/texts.js';
import { numberOf } from '../ui/times.js';
import { bars } from './bars.js';
import { bucketsOf, csvOf, daysBetween, KINDS, STORED, totalOf } from './buckets.js';
import './budgets.js';
import './limits.js';
import { usageTexts } from './usage-texts.js';

/*
 * The page of what an organisation has used: a chart and a table for each kind, by day or hour.
 */
const texts = usageTexts(language);
document.title = texts.title;

/** As the server has it; and of hours, so that a chart can be read. */
const DAYS_MAX = { day: 400, hour: 14 };
const MINUTE_MS = 60_000;
const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];
const THOUSAND = 1_000;

class UsagePage extends PersonPage {
  static properties = { report: { state: true }, buckets: { state: true } };

  constructor() {
    super(texts.title);
    this.report = undefined;
    this.buckets = undefined;
  }

  async opened() {
    if (signedIn.now.organisation) await this.#read({});
  }

  async #read(query) {
    const report = await this.api.get(`/usage/records?${new URLSearchParams(query)}`);
    this.buckets = bucketsOf(report);
    this.report = report;
  }

  page() {
    if (!signedIn.now.organisation) return html`<p>${texts.none}</p><p><a href="/account?lang=${language}">${texts.toAccount}</a></p>`;
    const { from, to, zone } = this.report;
    const isUsed = KINDS.some((kind) => this.buckets.get(kind).some(({ amount }) => amount !== 0));
    return html`<p>${texts.about} <span class="soft">${texts.zone(zone)}</span></p>
      ${this.#span()}
      <h2 id="shown" tabindex="-1">${texts.shown(nameOf(from), nameOf(to))}</h2>
      ${isUsed
        ? html`<p><button data-testid="csv" @click=${() => this.#save()}>${texts.csv}</button></p>
            <div class="charts">${KINDS.map((kind) => this.#chart(kind))}</div>`
        : html`<p data-testid="unused">${texts.nothing}</p>`}
      ${signedIn.may('oversee') ? html`<parley-budgets .page=${this}></parley-budgets>` : nothing}
      ${signedIn.may('view-usage') ? html`<parley-limits .page=${this}></parley-limits>` : nothing}
      ${signedIn.may('view-organisation') ? html`<p><a href="/organisation?lang=${language}#model" data-testid="own-budgets">${texts.ownBudgets}</a></p>` : nothing}`;
  }

  #span() {
    const { from, to, step } = this.report;
    return html`<form class="span" @submit=${this.forms.submitting('span', (input) => this.#show(input))} data-testid="span">
      <label>${texts.from}<input type="date" name="from" required .value=${draft(this.report, from)} data-testid="from" /></label>
      <label>${texts.to}<input type="date" name="to" required .value=${draft(this.report, to)} data-testid="to" /></label>
      <label>${texts.step}<select name="step" data-testid="step">${Object.entries(texts.steps).map(([each, words]) => html`<option value=${each} .selected=${each === step}>${words}</option>`)}</select></label>
      <button class="primary" data-testid="show">${texts.show}</button> ${this.forms.refusal('span')}
    </form>`;
  }

  #chart(kind) {
    const buckets = this.buckets.get(kind);
    const name = texts.kinds[kind];
    const total = (STORED.includes(kind) ? texts.atEnd : texts.total)(amountOf(kind, totalOf(kind, buckets)));
    const most = buckets.reduce((one, other) => (other.amount > one.amount ? other : one));
    const summary = texts.summary(name, total, amountOf(kind, most.amount), nameOf(most.key));
    return html`<section data-kind=${kind} aria-labelledby="kind-${kind}">
      <h3 id="kind-${kind}">${name}</h3>
      <p class="total" data-testid="total">${total}</p>
      ${bars({ summary, buckets, write: (amount) => amountOf(kind, amount), name: nameOf })}
      <details><summary><span class="unseen">${texts.tableOf(name)}</span><span aria-hidden="true">${texts.table}</span></summary>
        <div class="table" tabindex="0" role="group" aria-label=${texts.tableOf(name)}><table>
          <thead><tr><th scope="col">${texts.time}</th><th scope="col" class="number">${texts.amount}</th></tr></thead>
          <tbody>${buckets.map(({ key, amount }) => html`<tr><th scope="row">${nameOf(key)}</th><td class="number">${amountOf(kind, amount)}</td></tr>`)}</tbody>
        </table></div>
      </details>
    </section>`;
  }

  async #show({ from, to, step }) {
    if (from > to) throw new Mistake(texts.order, 'from');
    const max = DAYS_MAX[step];
    if (daysBetween(from, to) > max) throw new Mistake(texts.tooManyDays(numberOf(max)), 'from');
    await this.#read({ from, to, step });
    await focusOn(this, '#shown');
  }

  #save() {
    const { from, to } = this.report;
    saveAs(`${texts.csvName}-${from}-${to}.csv`, csvOf(this.buckets), 'text/csv');
  }
}

/** A day or an hour in the reader's manner. They are those of the organisation's zone, and not moved to the reader's. */
function nameOf(key) {
  const [day, hour] = key.split(' ');
  const shown = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
  return hour ? `${shown}, ${hour}` : shown;
}

function amountOf(kind, amount) {
  if (kind === 'call-millis') return texts.minutes(numberOf(Math.round(amount / MINUTE_MS)));
  return STORED.includes(kind) ? bytesOf(amount) : numberOf(amount);
}

function bytesOf(amount) {
  const power = amount > 0 ? Math.min(Math.floor(Math.log10(amount) / 3), BYTE_UNITS.length - 1) : 0;
  const value = amount / THOUSAND ** power;
  return `${numberOf(power === 0 ? value : Math.round(value * 10) / 10)} ${BYTE_UNITS[power]}`;
}

customElements.define('parley-usage', UsagePage);
