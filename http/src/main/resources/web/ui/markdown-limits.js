/**
 * Limits on Markdown. The parser tries every mark that is still open against the rest of its paragraph,
 * some of them more than once, and reads what is nested once for each level. So the time that a text takes grows with
 * its length times what is open at once; that is limited here, in one pass over the text.
 */
const LENGTH_MAX = 50_000;
const OPEN_MAX = 24;
/** Which of these are open depends on all the others of the paragraph, so all of them count. */
const EMPHASIS_MAX = 500;
const LINES_MAX = 300;
const DEPTH_MAX = 8;
const INDENT_MAX = 40;

const EMPHASIS = new Set(['*', '_', '~', '`']);
const FENCE = /^ {0,3}(?:```|~~~)/;
const MARKER = /(?:>|[-*+](?=\s|$)|\d{1,9}[.)](?=\s|$))/y;

/** Whether the text can be drawn as Markdown in time that grows with its length alone. */
export function isTame(text) {
  if (text.length > LENGTH_MAX) return false;
  let open = nothingOpen();
  let fenced = false;
  for (const line of text.split('\n')) {
    if (FENCE.test(line)) fenced = !fenced;
    const start = containers(line);
    if (start < 0) return false;
    if (start === line.length || FENCE.test(line)) open = nothingOpen();
    else if (!fenced && !count(line, start, open)) return false;
  }
  return true;
}

function nothingOpen() {
  return { brackets: 0, addresses: 0, emphasis: 0, lines: 0 };
}

/** Where the words of a line begin, behind the marks of quotes and lists; -1 when there are too many of those. */
function containers(line) {
  let at = 0;
  for (let depth = 0; depth <= DEPTH_MAX; depth++) {
    const from = at;
    while (line[at] === ' ' || line[at] === '\t') at++;
    if (at === line.length) return at;
    MARKER.lastIndex = at;
    if (!MARKER.test(line)) return at;
    if (at - from > INDENT_MAX) return -1;
    at = MARKER.lastIndex;
  }
  return -1;
}

/** Adds the marks of a line to those of its paragraph. False when they are too many. */
function count(line, start, open) {
  if (++open.lines > LINES_MAX) return false;
  for (let at = start; at < line.length; at++) {
    const mark = line[at];
    if (mark === '\\') at++;
    else if (mark === '[') open.brackets++;
    else if (mark === ']' && line[at + 1] === '(') {
      open.brackets = Math.max(0, open.brackets - 1);
      open.addresses++;
      at++;
    } else if (mark === ']') open.brackets = Math.max(0, open.brackets - 1);
    else if (mark === ')') open.addresses = Math.max(0, open.addresses - 1);
    else if (mark === '(' && open.addresses > 0) open.addresses++;
    else if (EMPHASIS.has(mark)) open.emphasis++;
    else continue;
    if (open.brackets + open.addresses > OPEN_MAX || open.emphasis > EMPHASIS_MAX) return false;
  }
  return true;
}
