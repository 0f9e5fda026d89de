/// One conversation: its commands, its events, its state and its pending actions. Start at
/// [io.parley.core.session.Session]; its three functions contain all the rules. Nothing here may
/// use an actor, a clock or I/O.
package io.parley.core.session;
