/// Errors of Java in a session's work: [io.parley.sessions.fault.Contained] keeps them to the actor
/// at whose work they happened, [io.parley.sessions.fault.Fault] is what the alarm is told.
package io.parley.sessions.fault;
