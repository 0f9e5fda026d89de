import { html, nothing } from 'lit';
import { Section } from '../organisation/section.js';
import '../ui/page-language.js';
import { language } from '../ui/texts.js';
import { budgetView } from './budget-view.js';
import { usageTexts } from './usage-texts.js';

/*
 * The state of each budget for models.
 */
const texts = usageTexts(language);

class Budgets extends Section {
  static properties = { report: { state: true } };

  async read() {
    this.report = await this.api.get('/budgets');
  }

  render() {
    return html`<h2 tabindex="-1">${texts.budgets}</h2>${this.report ? listed(this.report) : this.looking()}`;
  }
}

function listed({ budgets, currency }) {
  return html`${budgets.length === 0 ? html`<p data-testid="no-budgets">${texts.noBudgets}</p>` : nothing}
    ${budgets.map((each) => budgetView(each, currency))}`;
}

customElements.define('parley-budgets', Budgets);
