import { html } from 'lit';
import { colourOf, contrast } from '../ui/contrast.js';
import '../ui/page-language.js';
import { language } from '../ui/texts.js';
import { designTexts } from './design-texts.js';

/*
 * The tokens, read from the sheet that declares them: the page cannot name one that is not there, nor forget one.
 */
const texts = designTexts(language);
const SHEET = '/styles.css';
const ROOT = ':root';
const PREFIX = '--';

/** Names of the tokens, in the order of the sheet. */
export function tokenNames() {
  const sheet = [...document.styleSheets].find(({ href }) => href !== null && new URL(href).pathname === SHEET);
  const rules = [...(sheet?.cssRules ?? [])].filter(({ selectorText }) => selectorText === ROOT);
  return rules.flatMap(({ style }) => [...style]).filter((name) => name.startsWith(PREFIX));
}

/** @returns the value in the scheme of this moment, such as `#1f5c4a` */
export function valueOf(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Colours first, with how well each is read. */
export function tokensView(names) {
  const values = names.map((name) => ({ name, value: valueOf(name) }));
  const isColour = ({ value }) => colourOf(value) !== null;
  return html`<ul class="tokens" data-testid="colours">${values.filter(isColour).map(colour)}</ul>
    <h3>${texts.other}</h3>
    <dl class="facts" data-testid="others">${values.filter((each) => !isColour(each)).map(({ name, value }) => html`<div class="all"><dt><code translate="no">${name}</code></dt><dd><code translate="no">${value}</code></dd></div>`)}</dl>`;
}

function colour({ name, value }) {
  const on = (ground) => contrast(colourOf(value), colourOf(valueOf(ground))).toFixed(1);
  return html`<li><span class="swatch" data-swatch=${name}></span>
    <span><code translate="no">${name}</code><br /><code translate="no">${value}</code>
      <span class="soft"><br />${texts.onPaper}: ${on('--paper')}<br />${texts.onSurface}: ${on('--surface')}</span></span></li>`;
}

/** Through the CSSOM: the page's policy allows no style in the page itself. */
export function paint(host) {
  for (const swatch of host.querySelectorAll('[data-swatch]')) swatch.style.background = `var(${swatch.dataset.swatch})`;
}
