/// One conversation: what may be asked of it, what happened in it, what it knows and what the world
/// still owes it. Start at [io.parley.core.session.Session]; its three functions are the whole of
/// the rules. Nothing here may know an actor, a clock or I/O.
package io.parley.core.session;
