/// Operators' view of sessions: states and counts, never words or names. Start at
/// [io.parley.http.ops.session.SessionOperations].
package io.parley.http.ops.session;
