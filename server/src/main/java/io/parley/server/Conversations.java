package io.parley.server;

import io.parley.http.voice.VoiceEdge;
import io.parley.operations.live.TurnWindow;
import io.parley.sessions.cluster.Sessions;
import io.parley.sessions.entry.Entry;

/// The services that customers talk to.
///
/// @param entry to the sessions, for every protocol; @param turns of this node's sessions, lately
record Conversations(Sessions sessions, Entry entry, VoiceEdge voice, TurnWindow turns) {}
