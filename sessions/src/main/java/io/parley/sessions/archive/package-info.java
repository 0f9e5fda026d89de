/// Archives an ended session in object storage: one child actor after the end.
package io.parley.sessions.archive;
