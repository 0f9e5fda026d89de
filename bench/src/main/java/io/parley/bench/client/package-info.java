/// A customer of a chat server, as lean as it goes: the load driver shares its two cores with what
/// it measures, so a socket reads with blocking calls on its session's own virtual thread, and most
/// frames are told apart without being parsed. Start at [io.parley.bench.client.ChatClient].
package io.parley.bench.client;
