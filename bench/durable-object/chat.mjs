// The yardstick's chat on Durable Objects: each session is an object with an SQLite of its own. Messages wait until the object's writes are
// on disk (workerd's output gate). Two commits a turn, as in the other servers: hence the sync between them.
import { DurableObject } from 'cloudflare:workers'

const chunks = Array.from({ length: 20 }, (_, i) => `word${i} `)

export default {
  async fetch(request, { SESSIONS }) {
    const { pathname } = new URL(request.url)
    if (pathname === '/ready') return new Response()
    const [, session] = /sessions\/([^/]+)\/socket/.exec(pathname) ?? []
    const id = session ? SESSIONS.idFromString(session) : SESSIONS.newUniqueId()
    return SESSIONS.get(id).fetch(request)
  }
}

export class Session extends DurableObject {
  constructor(context, env) {
    super(context, env)
    this.sql = context.storage.sql
    this.sql.exec('CREATE TABLE IF NOT EXISTS event (seq INTEGER PRIMARY KEY, kind TEXT, body TEXT)')
  }

  store(seq, ...bodies) {
    for (const body of bodies) this.sql.exec('INSERT INTO event VALUES (?, ?, ?)', seq++, body.kind, JSON.stringify(body))
  }

  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url)
    if (!pathname.endsWith('/socket')) {
      const id = this.ctx.id.toString()
      this.store(1, { kind: 'session-started' })
      return Response.json({ id, token: id, seq: 1 }, { status: 201 })
    }
    const [client, socket] = Object.values(new WebSocketPair())
    socket.accept()
    this.talk(socket, +searchParams.get('after'))
    return new Response(null, { status: 101, webSocket: client, headers: { 'Sec-WebSocket-Protocol': 'parley.v1' } })
  }

  talk(socket, after) {
    const send = frame => socket.send(JSON.stringify(frame))
    const event = (seq, body) => send({ type: 'event', seq, at: new Date().toISOString(), event: body })
    let seq = after, turn = 0, queue = Promise.resolve()
    for (const row of this.sql.exec('SELECT seq, body FROM event WHERE seq > ? ORDER BY seq', after)) {
      const body = JSON.parse(row.body)
      event(seq = row.seq, body), turn = body.turn ?? turn
    }
    send({ type: 'caught-up', seq })
    const say = async ({ id, text }) => {
      const said = { kind: 'said', id, by: 'customer', text }, started = { kind: 'turn-started', turn: ++turn, said: [seq + 1] }
      this.store(seq + 1, said, started)
      send({ type: 'accepted', id, seq: ++seq })
      event(seq, said)
      event(++seq, started)
      await this.ctx.storage.sync()
      let from = 0
      for (const chunk of chunks) send({ type: 'delta', turn, attempt: 1, from, text: chunk }), from += chunk.length
      const completed = { kind: 'reply-completed', turn, text: chunks.join('') }
      this.store(seq + 1, completed)
      event(++seq, completed)
    }
    socket.addEventListener('message', ({ data }) => { queue = queue.then(() => say(JSON.parse(data))) })
  }
}
