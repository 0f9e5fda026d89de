/// Writes the running summary of what no longer fits into a prompt: one child actor while it runs.
package io.parley.sessions.memory;
