/// What a stranger is asked to do before a session starts, while more are started than visitors of
/// a shop would. [io.parley.http.challenge.Challenge] is the port; the one that is built in is a
/// [proof of work][io.parley.http.challenge.HashChallenge]. Knows nothing of sessions.
package io.parley.http.challenge;
