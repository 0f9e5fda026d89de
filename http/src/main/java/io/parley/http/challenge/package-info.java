/// A challenge for strangers before a session starts, while more are started than visitors of a
/// shop would start. [io.parley.http.challenge.Challenge] is the port; the built-in one is a [proof
/// of work][io.parley.http.challenge.HashChallenge]. Independent of sessions.
package io.parley.http.challenge;
