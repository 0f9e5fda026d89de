/// Errors of Java in a session's work: [io.parley.sessions.fault.Contained] keeps them to the actor
/// whose work threw them, [io.parley.sessions.fault.Fault] is their report to the alarm.
package io.parley.sessions.fault;
