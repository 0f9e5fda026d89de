/*
 * Solves a proof of work beside the page, so that the page does not stand still: finds a text that begins with the
 * challenge and whose SHA-256 (FIPS 180-4) begins with so many zero bits. Posts the answer.
 */
const K = constants(64, 1 / 3);
const START = constants(8, 1 / 2);

self.addEventListener('message', ({ data: challenge }) => self.postMessage(solve(challenge)));

function solve(challenge) {
  const bits = Number(challenge.split('.')[1]);
  for (let nonce = 0; ; nonce++) {
    const answer = `${challenge}:${nonce}`;
    const [first, second] = sha256(answer);
    if (Math.clz32(first) + (first === 0 ? Math.clz32(second) : 0) >= bits) return answer;
  }
}

/** @param {string} text ASCII */
function sha256(text) {
  const blocks = ((text.length + 8) >> 6) + 1;
  const words = new Int32Array(blocks * 16);
  for (let i = 0; i < text.length; i++) words[i >> 2] |= text.charCodeAt(i) << (24 - (i & 3) * 8);
  words[text.length >> 2] |= 0x80 << (24 - (text.length & 3) * 8);
  words[words.length - 1] = text.length * 8;
  const hash = Int32Array.from(START);
  const w = new Int32Array(64);
  for (let block = 0; block < words.length; block += 16) digest(hash, words, block, w);
  return hash;
}

function digest(hash, words, block, w) {
  for (let i = 0; i < 64; i++) {
    if (i < 16) w[i] = words[block + i];
    else {
      const a = w[i - 15];
      const b = w[i - 2];
      const s0 = turned(a, 7) ^ turned(a, 18) ^ (a >>> 3);
      const s1 = turned(b, 17) ^ turned(b, 19) ^ (b >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
  }
  let [a, b, c, d, e, f, g, h] = hash;
  for (let i = 0; i < 64; i++) {
    const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => (hash[i] += value));
}

function turned(word, by) {
  return (word >>> by) | (word << (32 - by));
}

/** The first 32 bits of the fractions of these roots of the first primes. */
function constants(count, power) {
  const found = [];
  for (let n = 2; found.length < count; n++) {
    if (isPrime(n)) found.push(((n ** power % 1) * 2 ** 32) | 0);
  }
  return found;
}

function isPrime(n) {
  for (let by = 2; by * by <= n; by++) if (n % by === 0) return false;
  return true;
}
