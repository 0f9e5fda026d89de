const NO_CONTENT = 204;

/** An answer other than 2xx, or none. `status` is 0 when there was none; `detail` is for people. */
export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** Calls beneath one address with one token. */
export class EditorApi {
  #token;
  #root;

  /** @param root such as `/v1/knowledge` */
  constructor(token, root) {
    this.#token = token;
    this.#root = root;
  }

  get(path) {
    return this.#call('GET', path);
  }

  put(path, json) {
    return this.#call('PUT', path, JSON.stringify(json), 'application/json');
  }

  post(path, json) {
    return this.#call('POST', path, JSON.stringify(json), 'application/json');
  }

  upload(path, file) {
    return this.#call('PUT', path, file, file.type || 'application/octet-stream');
  }

  /** @returns the answer's bytes as a `Blob` */
  download(path) {
    return this.#call('GET', path, undefined, undefined, (answer) => answer.blob());
  }

  remove(path) {
    return this.#call('DELETE', path);
  }

  async #call(method, path, body, type, read = (answer) => answer.json()) {
    const headers = { Authorization: `Bearer ${this.#token}` };
    if (type) headers['Content-Type'] = type;
    let answer;
    let json;
    try {
      answer = await fetch(this.#root + path, { method, headers, body });
      json = answer.status === NO_CONTENT ? {} : await (answer.ok ? read(answer) : answer.json());
    } catch {
      throw new Refused(0, '');
    }
    if (!answer.ok) throw new Refused(answer.status, json.detail ?? '');
    return json;
  }
}
