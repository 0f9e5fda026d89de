/// Sessions, as operators see them: states and counts, never words and nobody's name. Start at
/// [io.parley.http.ops.session.SessionOperations].
package io.parley.http.ops.session;
