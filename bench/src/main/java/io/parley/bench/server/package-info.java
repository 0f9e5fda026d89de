/// The measured servers, each started as a process on a fresh directory: the built Parley; the
/// yardstick, a bare chat in Node, which commits to the same PostgreSQL with the same settings; and
/// the same chat on Durable Objects, each with an SQLite of its own. Start at
/// [io.parley.bench.server.ChatServer].
package io.parley.bench.server;
