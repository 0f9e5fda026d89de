/** An answer other than 2xx, or none. `status` is 0 when there was none; `problem` is its body (RFC 9457), or an empty object. */
export class Refused extends Error {
  constructor(status, problem = {}) {
    super(problem.detail ?? '');
    this.status = status;
    this.problem = problem;
  }

  /** The kind of problem, such as `sign-in-refused`; empty without one. */
  get kind() {
    return (this.problem.type ?? '').replace('/problems/', '');
  }
}

const ANSWER_WITHIN_MS = 30_000;

/** Sends requests of nobody: those of people who are not signed in yet. */
export const ofNobody = { send: (address, init) => fetch(address, { ...init, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }) };

/** Sends requests with a token that does not change. */
export function withToken(token) {
  return {
    send: (address, init = {}) => fetch(address, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } }),
    token: async () => token,
    another: async () => null,
  };
}

/** Calls beneath one address. */
export class Api {
  #sender;
  #root;

  /**
   * @param {{send: (address: string, init: RequestInit) => Promise<Response>}} sender adds the proof of who asks; `signedIn`, or one of those above
   * @param {string} root such as `/v1/knowledge`
   */
  constructor(sender, root) {
    this.#sender = sender;
    this.#root = root;
  }

  get(path) {
    return this.#call('GET', path);
  }

  /** @param json none for a call without a body; likewise below */
  put(path, json) {
    return this.#json('PUT', path, json);
  }

  post(path, json) {
    return this.#json('POST', path, json);
  }

  patch(path, json) {
    return this.#json('PATCH', path, json);
  }

  remove(path, json) {
    return this.#json('DELETE', path, json);
  }

  upload(path, file) {
    return this.#call('PUT', path, file, file.type || 'application/octet-stream');
  }

  /** @returns the answer's bytes as a `Blob` */
  download(path) {
    return this.#call('GET', path, undefined, undefined, (answer) => answer.blob());
  }

  #json(method, path, json) {
    return json === undefined ? this.#call(method, path) : this.#call(method, path, JSON.stringify(json), 'application/json');
  }

  async #call(method, path, body, type, read = jsonOf) {
    const headers = type ? { 'Content-Type': type } : {};
    let answer;
    let found;
    try {
      answer = await this.#sender.send(this.#root + path, { method, headers, body });
      found = await (answer.ok ? read(answer) : jsonOf(answer).catch(() => ({})));
    } catch (failure) {
      throw failure instanceof Refused ? failure : new Refused(0);
    }
    if (!answer.ok) throw new Refused(answer.status, found);
    return found;
  }
}

/** An empty object for an answer without a body. */
async function jsonOf(answer) {
  const text = await answer.text();
  return text === '' ? {} : JSON.parse(text);
}
