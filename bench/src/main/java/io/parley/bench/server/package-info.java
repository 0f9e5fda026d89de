/// The servers that are measured, each started as a process on a fresh directory: Parley as it was
/// built; the yardstick, a bare chat in Node, which commits to the same PostgreSQL with the same
/// settings; and the same chat on Durable Objects, each with an SQLite of its own. Start at
/// [io.parley.bench.server.ChatServer].
package io.parley.bench.server;
