/// Takes an ended session to object storage: one child actor after the end.
package io.parley.sessions.archive;
