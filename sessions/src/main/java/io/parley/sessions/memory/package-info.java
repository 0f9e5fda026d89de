/// What is noted down about a conversation with a model's help, each by one child actor while it
/// runs: the running summary of what no longer fits into a prompt, facts worth remembering, and at
/// the end what it all came down to.
package io.parley.sessions.memory;
