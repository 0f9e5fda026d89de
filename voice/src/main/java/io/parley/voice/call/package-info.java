/// Calls: listening, thinking, speaking. A call connects its legs, whose sound it exchanges in
/// ticks of 20 ms, to a session, to which it is one more client that sends words and reads events.
/// [io.parley.core.turn.TurnTaking] decides who has the floor; an actor carries out its actions.
/// Start reading at [io.parley.voice.call.Calls], then [io.parley.voice.call.CallActor];
/// [io.parley.voice.call.Legs] has the legs.
package io.parley.voice.call;
