/// Mail where no server is configured: shown on the console and kept for a while. Start at
/// [io.parley.mail.console.ConsoleTransport].
package io.parley.mail.console;
