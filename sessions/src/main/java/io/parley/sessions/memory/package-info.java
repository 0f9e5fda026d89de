/// Notes about a conversation made with a model's help, each by one child actor: the running
/// summary of turns that no longer fit into a prompt, facts worth remembering, and at the end the
/// episode.
package io.parley.sessions.memory;
