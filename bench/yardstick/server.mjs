// The yardstick: a chat as a good engineer would write it in an afternoon, without actors, replay after a crash, cluster, roles or
// limits. Every event is committed before any reader receives it. It implements the part of docs/PROTOCOL.md that the load driver needs.
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import pg from 'pg'
import { WebSocketServer } from 'ws'

const db = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 })
await db.query(`CREATE TABLE event (session uuid, seq int, kind text, body jsonb, PRIMARY KEY (session, seq))`)
const insert = { name: 'insert', text: 'INSERT INTO event (session, seq, kind, body) VALUES ($1, $2, $3, $4)' }
const insertTwo = { name: 'insert-two', text: insert.text + ', ($1, $5, $6, $7)' }
const missed = { name: 'missed', text: 'SELECT seq, body FROM event WHERE session = $1 AND seq > $2 ORDER BY seq' }
const chunks = Array.from({ length: 20 }, (_, i) => `word${i} `)

const http = createServer(async (request, response) => {
  if (request.url === '/ready') return response.writeHead(200).end()
  const id = randomUUID(), started = { kind: 'session-started' }
  await db.query({ ...insert, values: [id, 1, started.kind, started] })
  response.writeHead(201, { 'Content-Type': 'application/json' }).end(JSON.stringify({ id, token: id, seq: 1 }))
})
new WebSocketServer({ server: http, handleProtocols: () => 'parley.v1' }).on('connection', async (socket, request) => {
  const [, session, after] = /sessions\/([^/]+)\/socket\?after=(\d+)/.exec(request.url)
  const send = frame => socket.send(JSON.stringify(frame))
  const event = (seq, body) => send({ type: 'event', seq, at: new Date().toISOString(), event: body })
  let seq = +after, turn = 0, queue = Promise.resolve()
  socket.on('message', data => { queue = queue.then(() => say(JSON.parse(data))) })
  queue = db.query({ ...missed, values: [session, seq] }).then(({ rows }) => {
    for (const row of rows) event(seq = row.seq, row.body), turn = row.body.turn ?? turn
    send({ type: 'caught-up', seq })
  })
  async function say({ id, text }) {
    const said = { kind: 'said', id, by: 'customer', text }, started = { kind: 'turn-started', turn: ++turn, said: [seq + 1] }
    await db.query({ ...insertTwo, values: [session, seq + 1, said.kind, said, seq + 2, started.kind, started] })
    send({ type: 'accepted', id, seq: ++seq })
    event(seq, said)
    event(++seq, started)
    let from = 0
    for (const chunk of chunks) send({ type: 'delta', turn, attempt: 1, from, text: chunk }), from += chunk.length
    const completed = { kind: 'reply-completed', turn, text: chunks.join('') }
    await db.query({ ...insert, values: [session, seq + 1, completed.kind, completed] })
    event(++seq, completed)
  }
})
http.listen(+process.env.PORT, '127.0.0.1')
