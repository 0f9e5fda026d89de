/// The last step of the build: the built program is started once, chats, and is stopped again,
/// while the JVM writes down which classes it loaded and which methods ran hot (JEP 483, 514 and
/// 515). What comes of it, the start-up cache, lies beside the jars, and the launcher gives it to
/// every later start.
///
/// Start at [io.parley.http.server.rehearsal.Rehearsal]. Nothing of this runs in a server, and the
/// server runs as well without a cache, only later. The program is rehearsed from outside, as a
/// process: this package knows none of its classes.
package io.parley.http.server.rehearsal;
