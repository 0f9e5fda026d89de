/** The parts of an SDP that an ICE restart changes (RFC 8839, RFC 8840), as text: the rest is not read. */

const CREDENTIALS = ['a=ice-ufrag:', 'a=ice-pwd:'];

/** The fragment of a new offer for a PATCH. */
export function fragmentOf(sdp) {
  const lines = linesOf(sdp);
  const media = lines.find((line) => line.startsWith('m='));
  const of = (prefix) => lines.find((line) => line.startsWith(prefix));
  const parts = [...CREDENTIALS.map(of), of('a=ice-options:'), of('a=group:BUNDLE'), media, of('a=mid:')];
  return text(parts.filter((line) => line !== undefined));
}

/** The answer of before with the credentials, and the candidates if it names some, of the answer to the restart. */
export function withIceOf(fragment, sdp) {
  const news = linesOf(fragment);
  const fresh = Object.fromEntries(CREDENTIALS.map((prefix) => [prefix, news.find((line) => line.startsWith(prefix))]));
  const candidates = news.filter((line) => line.startsWith('a=candidate:'));
  const kept = linesOf(sdp).filter((line) => candidates.length === 0 || !isOfCandidates(line));
  const changed = kept.map((line) => {
    const prefix = CREDENTIALS.find((p) => line.startsWith(p));
    return fresh[prefix] ?? line;
  });
  return text([...changed, ...candidates]);
}

function isOfCandidates(line) {
  return line.startsWith('a=candidate:') || line === 'a=end-of-candidates';
}

function linesOf(sdp) {
  return sdp.split(/\r?\n/).filter((line) => line !== '');
}

function text(lines) {
  return lines.map((line) => `${line}\r\n`).join('');
}
