package io.parley.http.server;

import io.parley.http.ops.live.TurnWindow;
import io.parley.http.server.cluster.Membership;
import io.parley.http.trace.Tracing;
import io.parley.http.voice.VoiceDoor;
import io.parley.sessions.Sessions;
import io.parley.sessions.entry.Entry;
import org.apache.pekko.actor.typed.ActorSystem;

/// Everything behind the doors, running.
///
/// @param entry to the sessions, for every protocol; @param turns of this node's sessions,
///   lately; @param tracing of what all of them do
record Rooms(
    Databases databases,
    Repositories stores,
    Brains brains,
    Money money,
    ActorSystem<?> system,
    Membership membership,
    Sessions sessions,
    Entry entry,
    VoiceDoor voice,
    TurnWindow turns,
    Tracing tracing) {}
