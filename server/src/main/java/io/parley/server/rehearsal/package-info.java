/// The last step of the build: the built program is started once, chats, and is stopped again,
/// while the JVM records which classes it loaded and which methods ran hot (JEP 483, 514 and 515).
/// The result, the start-up cache, is stored beside the jars, and the launcher uses it for every
/// later start.
///
/// Start at [io.parley.server.rehearsal.Rehearsal]. None of this runs in a server, and the server
/// runs as well without a cache, only starts later. The program is rehearsed from outside, as a
/// process: this package depends on none of its classes.
package io.parley.server.rehearsal;
