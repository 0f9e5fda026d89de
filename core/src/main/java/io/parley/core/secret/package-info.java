/// Secrets of a company for servers outside: keys and passwords that its tools send. Each belongs
/// to one host, and is sent there alone. [Secrets] is the port; values never leave it but for that
/// host.
package io.parley.core.secret;
