/** Beyond this many pairs of lines the whole of both texts is shown: no page waits for a comparison. */
const PAIRS_MAX = 1_000_000;

/**
 * Changes from one text to the other, line by line, by their longest common subsequence.
 *
 * @returns {{kind: 'same' | 'gone' | 'new', line: string}[]}
 */
export function linesBetween(before, after) {
  const [one, other] = [split(before), split(after)];
  if (one.length * other.length > PAIRS_MAX) return [...one.map(gone), ...other.map(added)];
  const common = lengths(one, other);
  const lines = [];
  let [i, j] = [0, 0];
  while (i < one.length && j < other.length) {
    if (one[i] === other[j]) {
      lines.push({ kind: 'same', line: one[i] });
      i += 1;
      j += 1;
    } else if (common[i + 1][j] >= common[i][j + 1]) lines.push(gone(one[i++]));
    else lines.push(added(other[j++]));
  }
  return [...lines, ...one.slice(i).map(gone), ...other.slice(j).map(added)];
}

/** @returns lengths of the longest common subsequence of the ends that begin at each pair of lines */
function lengths(one, other) {
  const table = Array.from({ length: one.length + 1 }, () => new Uint32Array(other.length + 1));
  for (let i = one.length - 1; i >= 0; i -= 1)
    for (let j = other.length - 1; j >= 0; j -= 1)
      table[i][j] = one[i] === other[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
  return table;
}

const gone = (line) => ({ kind: 'gone', line });
const added = (line) => ({ kind: 'new', line });

function split(text) {
  return text === '' ? [] : text.split('\n');
}
