/** Data of the charts: values of the last minutes, computed from the server's sums. */

const KEPT_MS = 5 * 60_000;

export class Series {
  #samples = [];
  #last;

  /** Adds an answer of `/live`. After a restart of the server the sums restart, and so does the line. */
  add(sample) {
    const at = Date.parse(sample.at);
    const before = this.#last;
    const same = before && before.startedAt === sample.startedAt && at > before.at;
    const seconds = same ? (at - before.at) / 1000 : 0;
    const refused = Object.values(sample.refusals).reduce((sum, count) => sum + count, 0);
    const done = sample.turns.completed + sample.turns.failed;
    this.#last = { at, startedAt: sample.startedAt, done, refused };
    this.#samples.push({
      at,
      turns: same ? (done - before.done) / seconds : undefined,
      refusals: same ? (refused - before.refused) / seconds : undefined,
      p50: sample.turns.replyMillis?.p50,
      p95: sample.turns.replyMillis?.p95,
      p99: sample.turns.replyMillis?.p99,
      first50: sample.turns.firstTokenMillis?.p50,
      first95: sample.turns.firstTokenMillis?.p95,
      first99: sample.turns.firstTokenMillis?.p99,
      readers: sample.readers,
      awake: sample.awake,
      archive: sample.lag?.archive.count,
      journal50: sample.journal.latencyMillis?.p50,
      journal99: sample.journal.latencyMillis?.p99,
    });
    const oldest = at - KEPT_MS;
    while (this.#samples[0].at < oldest) this.#samples.shift();
  }

  /** No answer: a gap in the line. */
  gap() {
    const newest = this.newest();
    if (newest && !newest.gap) this.#samples.push({ at: newest.at + 1, gap: true });
  }

  newest() {
    return this.#samples.at(-1);
  }

  /** The latest sample, whether or not the server answers now. */
  told() {
    return this.#samples.findLast((sample) => !sample.gap) ?? {};
  }

  /** When the charts begin and end, in milliseconds. */
  span() {
    const end = this.newest()?.at ?? Date.now();
    return [end - KEPT_MS, end];
  }

  /** @param {string} name */
  of(name) {
    return this.#samples.map((sample) => ({ at: sample.at, value: sample[name] }));
  }
}
