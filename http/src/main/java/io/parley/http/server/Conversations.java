package io.parley.http.server;

import io.parley.http.ops.live.TurnWindow;
import io.parley.http.voice.VoiceDoor;
import io.parley.sessions.Sessions;

/// The parts of a node that customers talk to.
///
/// @param turns of this node's sessions, lately
record Conversations(Sessions sessions, VoiceDoor voice, TurnWindow turns) {}
