/// Wakes sessions that owe something, or whose time has come, whether or not anybody asks for them.
package io.parley.sessions.due;
