/// The program: command line, settings, and the wiring of all modules. Start at
/// [io.parley.http.server.Main]; only this package sees every module, and no other depends on it.
package io.parley.http.server;
