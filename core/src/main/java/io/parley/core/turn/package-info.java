/// Who has the floor in a call: when the customer has finished, when they break in, when to ask
/// whether they are still there. Start at [io.parley.core.turn.TurnTaking]; it is pure, and its one
/// function is the whole of the rules. A call is not the session: what was said is told to the
/// session, which answers; nor is it a leg: where sound comes from and goes to is no concern here.
package io.parley.core.turn;
