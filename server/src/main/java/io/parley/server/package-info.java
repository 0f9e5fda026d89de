/// The program: command line, settings, and the wiring of all modules. Start at
/// [io.parley.server.Main]; only this module sees every other, and none depends on it.
package io.parley.server;
