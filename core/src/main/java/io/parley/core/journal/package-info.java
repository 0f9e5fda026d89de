/// Reading what was stored: a session's events for replay, the archive of ended ones, and the index
/// over all of them.
package io.parley.core.journal;
