/* The server asks for a proof of work before a session starts while too many are started. See PROTOCOL.md, "Challenges". */
const PROBLEM = '/problems/challenge-required';
const SOLVED_WITHIN_MS = 60_000;

/** The challenge in an answer that asks for one. */
export function challengeIn(problem) {
  return problem.type === PROBLEM && typeof problem.challenge === 'string' ? problem.challenge : undefined;
}

/** The value for `Challenge-Answer`; nothing when this browser has no workers, or is not fast enough. */
export function solved(challenge) {
  return new Promise((resolve) => {
    const worker = new Worker(address());
    const done = (answer) => {
      clearTimeout(timer);
      worker.terminate();
      resolve(answer);
    };
    const timer = setTimeout(done, SOLVED_WITHIN_MS);
    worker.addEventListener('message', ({ data }) => done(data));
    worker.addEventListener('error', () => done());
    worker.postMessage(challenge);
  });
}

/** An address of ours, for browsers that want to be told so (Trusted Types). */
let policy;
function address() {
  const url = new URL('./proof-worker.js', import.meta.url).href;
  policy ??= globalThis.trustedTypes?.createPolicy('parley-proof', { createScriptURL: () => url });
  return policy ? policy.createScriptURL(url) : url;
}
