/// Turn-taking in a call, that is, who has the floor: when the customer has finished, when they
/// interrupt, when to ask whether they are still there. Start at [io.parley.core.turn.TurnTaking],
/// which is pure and contains all the rules. A call is not a session, which gets the words and
/// answers them, and not a leg, which carries the sound.
package io.parley.core.turn;
