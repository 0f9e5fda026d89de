import { html, nothing } from 'lit';
import { Section } from '../organisation/section.js';
import '../recordings/call-list.js';
import { choiceField, field, lineField, numberField } from '../ui/field.js';
import '../ui/page-language.js';
import { language } from '../ui/texts.js';
import { numberOf } from '../ui/times.js';
import { bars } from '../usage/bars.js';
import { budgetView } from '../usage/budget-view.js';
import { designTexts } from './design-texts.js';

/*
 * The parts of the console's pages, each in its states. Nothing of them is sent or stored.
 */
const texts = designTexts(language);
const SOURCE = {};
const AMOUNTS = [12, 30, 7, 22, 18];
const CURRENCY = 'EUR';
const RECORDED = [
  { id: 'r1', began: '2026-11-25T10:00:00.000Z', state: 'complete', millis: 183_000, gaps: [{ from: '2026-11-25T10:01:00.000Z', to: '2026-11-25T10:01:04.000Z' }], answer: 'agreed' },
  { id: 'r2', began: '2026-11-25T11:00:00.000Z', state: 'broken-off', millis: 64_000, gaps: [], answer: 'announced' },
  { id: 'r3', began: '2026-11-25T12:00:00.000Z', state: 'unrecorded', millis: 0, gaps: [], answer: 'refused' },
  { id: 'r4', began: '2026-11-25T13:00:00.000Z', state: 'recording', millis: 8_000, gaps: [], answer: 'agreed' },
];
const BADGES = ['valid', 'running', 'expired', ''];
/** A form in which the field of the address is refused. */
const REFUSED = { wrong: (_, name) => (name === 'email' ? texts.wrong : undefined) };

class ConsoleParts extends Section {
  /** It has nothing to read. */
  async read() {}

  render() {
    return html`${part('type', type())} ${part('buttons', this.#buttons())} ${part('fields', this.#fields())} ${part('words', this.#words())} ${part('lists', lists())} ${part('charts', charts())}
      ${part('recordings', html`<parley-recorded-calls .page=${this.page} .calls=${RECORDED}></parley-recorded-calls>`)}`;
  }

  #buttons() {
    return html`<div class="row">
        <button class="primary">${texts.primary}</button><button>${texts.plain}</button><button class="link">${texts.asLink}</button><button disabled>${texts.off}</button>
      </div>
      <div class="row">${this.asking('remove', { words: texts.ask, sure: texts.sure, yes: texts.yes }, () => this.done(texts.undone, '#buttons'))}</div>`;
  }

  #fields() {
    const line = (more) => lineField(REFUSED, 'sample', SOURCE, more);
    return html`<form @submit=${this.forms.submitting('sample', () => this.done(texts.undone, '#fields'))} novalidate data-testid="sample-form">
      ${line({ name: 'name', label: texts.name, hint: texts.nameHint, value: texts.card })}
      ${line({ name: 'email', label: texts.email, value: texts.card, type: 'email' })}
      ${numberField(REFUSED, 'sample', SOURCE, { name: 'amount', label: texts.amount, value: 7, min: 0, max: 100 })}
      ${choiceField(REFUSED, 'sample', SOURCE, { name: 'choice', label: texts.choice, options: texts.choices, value: 'one' })}
      ${field(REFUSED, 'sample', { name: 'long', label: texts.long }, ({ describedBy }) => html`<textarea class="short" name="long" rows="4" aria-describedby=${describedBy}></textarea>`)}
      ${field(REFUSED, 'sample', { name: 'day', label: texts.day }, ({ describedBy }) => html`<input type="date" name="day" value="2026-11-26" aria-describedby=${describedBy} />`)}
      <fieldset class="wide"><legend>${texts.radios}</legend>
        <label class="check"><input type="checkbox" name="check" checked /> <span><b>${texts.check}</b> ${texts.checkAbout}</span></label>
        <label class="check"><input type="radio" name="radio" value="1" checked /> <span>${texts.first}</span></label>
        <label class="check"><input type="radio" name="radio" value="2" /> <span>${texts.second}</span></label></fieldset>
      ${this.forms.refusal('sample')}
      <div class="row wide"><button class="primary">${texts.primary}</button></div>
    </form>`;
  }

  #words() {
    return html`<div class="told"><p>${texts.told}</p></div><p class="bad">${texts.refused}</p><p>${texts.looking}</p>
      <section class="secret" aria-labelledby="secret"><h3 id="secret">${texts.secret}</h3><p>${texts.once}</p><dl class="facts">${this.copyable(texts.secret, 'pk_5d2c0000_not-a-key')}</dl></section>
      <p class="row">${texts.badges.map((words, index) => html`<span class="badge ${BADGES[index]}">${words}</span>`)}</p>`;
  }
}

function part(name, shown) {
  return html`<h2 id=${name} tabindex="-1">${texts.sections[name]}</h2><div class="samples" data-testid="part-${name}">${shown}</div>`;
}

function type() {
  return html`<h3>${texts.heading}</h3><h4>${texts.heading}</h4><p>${texts.text} <a href="#type">${texts.link}</a></p><p class="soft">${texts.soft}</p><p><code>${texts.code}</code></p><pre>${texts.code}</pre>`;
}

function lists() {
  const row = (name) => html`<li class="row"><span class="grow"><bdi>${name}</bdi> <span class="soft">${texts.cardAbout}</span></span><button aria-label="${texts.plain}: ${name}">${texts.plain}</button></li>`;
  return html`<ul class="cards">${row(texts.card)}${row('Donaudampfschifffahrtsgesellschaft-und-Tochter')}</ul>
    <dl class="facts"><div><dt>${texts.state}</dt><dd>${texts.good}</dd></div><div><dt>${texts.since}</dt><dd>2026</dd></div></dl>
    <div class="broad" tabindex="0" role="group" aria-label="${texts.before}, ${texts.after}"><table>
      <thead><tr><td></td><th scope="col">${texts.before}</th><th scope="col">${texts.after}</th></tr></thead>
      <tbody><tr><th scope="row" class="word">${texts.name}</th><td><del>Larch</del></td><td><ins>${texts.card}</ins></td></tr></tbody></table></div>
    <details><summary>${texts.details}</summary><p>${texts.text}</p></details>`;
}

function charts() {
  const buckets = AMOUNTS.map((amount, index) => ({ key: String(index), amount }));
  const budget = { scope: 'month', period: 'sample', limitMicros: 100_000_000, spentMicros: 85_000_000, percent: 85, state: 'alert' };
  return html`<div class="charts"><section aria-label=${texts.summary}>${bars({ summary: texts.summary, buckets, write: numberOf, name: (key) => texts.days[Number(key)] })}</section></div>
    ${budgetView(budget, CURRENCY, nothing)}`;
}

customElements.define('parley-console-parts', ConsoleParts);
