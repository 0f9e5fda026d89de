/// A minimal client of a chat server: the load driver shares two cores with the server that it
/// measures, so a socket reads with blocking calls on its session's own virtual thread, and most
/// frames are recognised without being parsed. Start at [io.parley.bench.client.ChatClient].
package io.parley.bench.client;
