/// Wakes sessions that owe something or are due, even if nobody talks to them.
package io.parley.sessions.due;
