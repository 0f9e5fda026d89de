/// Calls: listening, thinking, speaking. A call stands between its legs, whose sound it takes and
/// gives by ticks of 20 ms, and a session, to which it is one more client that says something and
/// hears what happens. Who has the floor, [io.parley.core.turn.TurnTaking] says; an actor does what
/// that asks for. Start reading at [io.parley.voice.call.Calls], then
/// [io.parley.voice.call.CallActor]; [io.parley.voice.call.Legs] has the legs.
package io.parley.voice.call;
