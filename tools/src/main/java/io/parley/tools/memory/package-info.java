/// Memories, found by meaning. Start at [io.parley.tools.memory.RecallByMeaning]; the memories and
/// their owners come from the [io.parley.core.memory.MemoryStore].
package io.parley.tools.memory;
