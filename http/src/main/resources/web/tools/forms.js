/** Settings to begin with, by kind. A kind that is not known here begins with none. */
const BEGINNINGS = {
  mcp: { url: 'https://crm.example/mcp', headers: { Authorization: 'Bearer ${secret:crm}' } },
  openapi: {
    documentUrl: 'https://crm.example/openapi.json',
    auth: { kind: 'bearer', value: '${secret:crm}' },
    operations: ['findCustomer'],
  },
};

const EXAMPLES = { string: '', integer: 0, number: 0, boolean: false, array: [], object: {} };

/** Comparing takes time by the product of both. */
const LINES_MAX = 600;

/** The fields of a tool that a person approves. */
const FORM = ['label', 'description', 'policy', 'approval', 'parameters'];

export function beginning(kind) {
  return BEGINNINGS[kind] ?? {};
}

export function pretty(json) {
  return JSON.stringify(json, null, 2);
}

/** The object that a text holds; undefined if it holds none. */
export function objectIn(text) {
  try {
    const json = JSON.parse(text.trim() || '{}');
    return json !== null && typeof json === 'object' && !Array.isArray(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** Rules as lines: `crm.refund = always`. */
export function linesOf(rules) {
  return Object.entries(rules).map(([name, rule]) => `${name} = ${rule}`).join('\n');
}

/** The inverse of `linesOf`. A line without `=` is a name without a rule, which the server refuses. */
export function rulesIn(text) {
  const lines = text.split('\n').filter((line) => line.trim());
  return Object.fromEntries(lines.map((line) => {
    const [name, ...rule] = line.split('=');
    return [name.trim(), rule.join('=').trim()];
  }));
}

/** Arguments to begin with: those that a schema requires. */
export function skeleton({ properties = {}, required = [] }) {
  const example = ({ enum: values, type, default: given } = {}) =>
    given ?? values?.[0] ?? EXAMPLES[Array.isArray(type) ? type[0] : type] ?? null;
  return Object.fromEntries(required.map((name) => [name, example(properties[name])]));
}

/**
 * Lines of two forms of a tool: `[{line, side}]`, where a side of -1 was there before, 1 is there now, and 0 both. The
 * longest common subsequence, within a bound; longer ones are shown whole.
 */
export function difference(before, now) {
  const [old, fresh] = [before, now].map((form) => FORM.flatMap((field) => lines(field, form[field])));
  if (old.length > LINES_MAX || fresh.length > LINES_MAX) return [...sided(old, -1), ...sided(fresh, 1)];
  const common = table(old, fresh);
  const found = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      found.push({ line: old[i++], side: 0 });
      j++;
    } else if (j === fresh.length || (i < old.length && common[i + 1][j] >= common[i][j + 1])) found.push({ line: old[i++], side: -1 });
    else found.push({ line: fresh[j++], side: 1 });
  }
  return found;
}

function lines(field, value) {
  const text = typeof value === 'string' ? value : pretty(value);
  return text.split('\n').map((line, at) => (at === 0 ? `${field}: ${line}` : line));
}

function sided(all, side) {
  return all.map((line) => ({ line, side }));
}

/** `table[i][j]`: how many lines the rest of both have in common, from `i` and `j` on. */
function table(old, fresh) {
  const common = Array.from({ length: old.length + 1 }, () => new Array(fresh.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = fresh.length - 1; j >= 0; j--)
      common[i][j] = old[i] === fresh[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
  return common;
}
