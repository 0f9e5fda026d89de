/// Operators' view of sessions: states and counts, never words or names. Start at
/// [io.parley.operations.session.SessionOperations].
package io.parley.operations.session;
