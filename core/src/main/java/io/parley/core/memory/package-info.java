/// What a session remembers of its own conversation, what of that goes into a prompt, and what is
/// compressed.
package io.parley.core.memory;
