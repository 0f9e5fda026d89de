/// Reading stored sessions: events for replay, the archive of ended sessions, and the index of all
/// of them.
package io.parley.core.journal;
