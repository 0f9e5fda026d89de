/// The servers that are measured, each started as a process on a fresh directory: Parley as it was
/// built, and the yardstick, a bare chat in Node. Both commit to the same PostgreSQL with the same
/// settings. Start at [io.parley.bench.server.ChatServer].
package io.parley.bench.server;
