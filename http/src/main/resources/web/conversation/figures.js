import { language } from '../ui/texts.js';
import { conversationTexts } from './conversation-texts.js';

const texts = conversationTexts(language).figures;
const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });

export const inWords = (value) => numbers.format(value);

/** The figures of a call (`call-measured`), those that are known: its length, its line, its answers, its talk. */
export function figuresOf({ seconds, line, stages, talk, interruptions }) {
  const all = [texts.seconds(inWords(seconds))];
  if (line) all.push(texts.line(inWords(line.mos), inWords(line.worstMos)), texts.loss(inWords(line.lossPercent)), texts.jitter(inWords(line.jitterMillis.p95)));
  if (stages?.whole) all.push(texts.answers(inWords(stages.whole.p50), inWords(stages.whole.p95)));
  all.push(texts.interruptions(inWords(interruptions)));
  if (talk) all.push(texts.silence(inWords(100 * talk.silenceShare)));
  return all.join(', ');
}
